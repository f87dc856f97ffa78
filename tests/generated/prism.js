// Generated from proto/prism/v1/*.proto by `npm run generate`. Do not edit.
/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// 64-bit fields are numbers, as the types say.
$protobuf.util.Long = undefined;
$protobuf.configure();

const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError, $TypeError = $util.global.TypeError, $Number = $util.global.Number, $String = $util.global.String, $Array = $util.global.Array, $isFinite = $util.global.isFinite, $Boolean = $util.global.Boolean, $parseInt = $util.global.parseInt, $BigInt = $util.global.BigInt;

const $root = $protobuf.roots["default"] || ($protobuf.roots["default"] = {});

export const prism = $root.prism = (() => {

    const prism = {};

    prism.v1 = (function() {

        const v1 = {};

        v1.Error = (function() {

            const Error = function (properties) {
                this.metadata = {};
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            Error.prototype.code = 0;
            Error.prototype.reason = "";
            Error.prototype.message = "";
            Error.prototype.retryAfterMs = 0;
            Error.prototype.metadata = $util.emptyObject;

            Error.create = function(properties) {
                return new Error(properties);
            };

            Error.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== 0)
                    writer.uint32(8).uint32(message.code);
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                    writer.uint32(18).string(message.reason);
                if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                    writer.uint32(26).string(message.message);
                if (message.retryAfterMs != null && $Object.hasOwnProperty.call(message, "retryAfterMs") && message.retryAfterMs !== 0)
                    writer.uint32(32).uint32(message.retryAfterMs);
                if (message.metadata != null && $Object.hasOwnProperty.call(message, "metadata"))
                    for (let keys = $Object.keys(message.metadata), i = 0; i < keys.length; ++i)
                        writer.uint32(42).fork().uint32(10).string(keys[i]).uint32(18).string(message.metadata[keys[i]]).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            Error.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, key, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.Error();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.code = value;
                            else
                                delete message.code;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.message = value;
                            else
                                delete message.message;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.retryAfterMs = value;
                            else
                                delete message.retryAfterMs;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if (message.metadata === $util.emptyObject)
                                message.metadata = {};
                            let end2 = reader.size() + reader.pos;
                            if (end2 > reader.len)
                                throw $RangeError("index out of range");
                            reader.len = end2;
                            key = "";
                            value = "";
                            while (reader.pos < end2) {
                                let tag2 = reader.tag();
                                wireType = tag2 & 7;
                                switch (tag2 >>>= 3) {
                                case 1:
                                    if (wireType !== 2)
                                        break;
                                    key = reader.stringVerify();
                                    continue;
                                case 2:
                                    if (wireType !== 2)
                                        break;
                                    value = reader.stringVerify();
                                    continue;
                                }
                                reader.skipType(wireType, _depth, tag2);
                            }
                            if (reader.pos !== end2)
                                throw $RangeError("index out of range");
                            reader.len = end;
                            if (key === "__proto__")
                                $util.makeProp(message.metadata, key);
                            message.metadata[key] = value;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            Error.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.Error)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.Error: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.Error();
                if (object.code != null)
                    if ($Number(object.code) !== 0)
                        message.code = object.code >>> 0;
                if (object.reason != null)
                    if (typeof object.reason !== "string" || object.reason.length)
                        message.reason = $String(object.reason);
                if (object.message != null)
                    if (typeof object.message !== "string" || object.message.length)
                        message.message = $String(object.message);
                if (object.retryAfterMs != null)
                    if ($Number(object.retryAfterMs) !== 0)
                        message.retryAfterMs = object.retryAfterMs >>> 0;
                if (object.metadata) {
                    if (!$util.isObject(object.metadata))
                        throw $TypeError(".prism.v1.Error.metadata: object expected");
                    message.metadata = {};
                    for (let keys = $Object.keys(object.metadata), i = 0; i < keys.length; ++i) {
                        if (keys[i] === "__proto__")
                            $util.makeProp(message.metadata, keys[i]);
                        message.metadata[keys[i]] = $String(object.metadata[keys[i]]);
                    }
                }
                return message;
            };

            Error.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.objects || options.defaults)
                    object.metadata = {};
                if (options.defaults) {
                    object.code = 0;
                    object.reason = "";
                    object.message = "";
                    object.retryAfterMs = 0;
                }
                if (message.code != null && $Object.hasOwnProperty.call(message, "code"))
                    object.code = message.code;
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason"))
                    object.reason = message.reason;
                if (message.message != null && $Object.hasOwnProperty.call(message, "message"))
                    object.message = message.message;
                if (message.retryAfterMs != null && $Object.hasOwnProperty.call(message, "retryAfterMs"))
                    object.retryAfterMs = message.retryAfterMs;
                let keys2;
                if (message.metadata && (keys2 = $Object.keys(message.metadata)).length) {
                    object.metadata = {};
                    for (let j = 0; j < keys2.length; ++j) {
                        if (keys2[j] === "__proto__")
                            $util.makeProp(object.metadata, keys2[j]);
                        object.metadata[keys2[j]] = message.metadata[keys2[j]];
                    }
                }
                return object;
            };

            Error.prototype.toJSON = function() {
                return Error.toObject(this, $protobuf.util.toJSONOptions);
            };

            return Error;
        })();

        v1.Request = (function() {

            const Request = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            Request.prototype.id = 0;
            Request.prototype.timeoutMs = 0;
            Request.prototype.idempotencyKey = "";
            Request.prototype.traceparent = "";
            Request.prototype.authorization = "";
            Request.prototype.kvGet = null;
            Request.prototype.kvPut = null;
            Request.prototype.kvDelete = null;
            Request.prototype.kvScan = null;
            Request.prototype.kvBatchGet = null;
            Request.prototype.kvBatchPut = null;
            Request.prototype.kvBatchDelete = null;
            Request.prototype.kvExists = null;
            Request.prototype.kvIncrement = null;
            Request.prototype.kvTransact = null;
            Request.prototype.streamPublish = null;
            Request.prototype.streamBatchPublish = null;
            Request.prototype.streamFetch = null;
            Request.prototype.streamAck = null;
            Request.prototype.streamNack = null;
            Request.prototype.streamExtend = null;
            Request.prototype.streamSubscribe = null;
            Request.prototype.streamCredit = null;
            Request.prototype.streamLeave = null;
            Request.prototype.streamLag = null;
            Request.prototype.streamSeek = null;
            Request.prototype.streamListDeadLetters = null;
            Request.prototype.streamReplayDeadLetters = null;
            Request.prototype.streamRemoveDeadLetters = null;
            Request.prototype.streamListGroups = null;
            Request.prototype.streamDropGroup = null;

            let $oneOfFields;

            $Object.defineProperty(Request.prototype, "call", {
                get: $util.oneOfGetter($oneOfFields = ["kvGet", "kvPut", "kvDelete", "kvScan", "kvBatchGet", "kvBatchPut", "kvBatchDelete", "kvExists", "kvIncrement", "kvTransact", "streamPublish", "streamBatchPublish", "streamFetch", "streamAck", "streamNack", "streamExtend", "streamSubscribe", "streamCredit", "streamLeave", "streamLag", "streamSeek", "streamListDeadLetters", "streamReplayDeadLetters", "streamRemoveDeadLetters", "streamListGroups", "streamDropGroup"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            Request.create = function(properties) {
                return new Request(properties);
            };

            Request.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id !== 0)
                    writer.uint32(8).uint32(message.id);
                if (message.timeoutMs != null && $Object.hasOwnProperty.call(message, "timeoutMs") && message.timeoutMs !== 0)
                    writer.uint32(16).uint32(message.timeoutMs);
                if (message.idempotencyKey != null && $Object.hasOwnProperty.call(message, "idempotencyKey") && message.idempotencyKey !== "")
                    writer.uint32(26).string(message.idempotencyKey);
                if (message.traceparent != null && $Object.hasOwnProperty.call(message, "traceparent") && message.traceparent !== "")
                    writer.uint32(34).string(message.traceparent);
                if (message.authorization != null && $Object.hasOwnProperty.call(message, "authorization") && message.authorization !== "")
                    writer.uint32(42).string(message.authorization);
                if (message.kvGet != null && $Object.hasOwnProperty.call(message, "kvGet"))
                    $root.prism.v1.GetRequest.encode(message.kvGet, writer.uint32(130).fork(), _depth + 1).ldelim();
                if (message.kvPut != null && $Object.hasOwnProperty.call(message, "kvPut"))
                    $root.prism.v1.PutRequest.encode(message.kvPut, writer.uint32(138).fork(), _depth + 1).ldelim();
                if (message.kvDelete != null && $Object.hasOwnProperty.call(message, "kvDelete"))
                    $root.prism.v1.DeleteRequest.encode(message.kvDelete, writer.uint32(146).fork(), _depth + 1).ldelim();
                if (message.kvScan != null && $Object.hasOwnProperty.call(message, "kvScan"))
                    $root.prism.v1.ScanRequest.encode(message.kvScan, writer.uint32(154).fork(), _depth + 1).ldelim();
                if (message.kvBatchGet != null && $Object.hasOwnProperty.call(message, "kvBatchGet"))
                    $root.prism.v1.BatchGetRequest.encode(message.kvBatchGet, writer.uint32(162).fork(), _depth + 1).ldelim();
                if (message.kvBatchPut != null && $Object.hasOwnProperty.call(message, "kvBatchPut"))
                    $root.prism.v1.BatchPutRequest.encode(message.kvBatchPut, writer.uint32(170).fork(), _depth + 1).ldelim();
                if (message.kvBatchDelete != null && $Object.hasOwnProperty.call(message, "kvBatchDelete"))
                    $root.prism.v1.BatchDeleteRequest.encode(message.kvBatchDelete, writer.uint32(178).fork(), _depth + 1).ldelim();
                if (message.kvExists != null && $Object.hasOwnProperty.call(message, "kvExists"))
                    $root.prism.v1.ExistsRequest.encode(message.kvExists, writer.uint32(186).fork(), _depth + 1).ldelim();
                if (message.kvIncrement != null && $Object.hasOwnProperty.call(message, "kvIncrement"))
                    $root.prism.v1.IncrementRequest.encode(message.kvIncrement, writer.uint32(194).fork(), _depth + 1).ldelim();
                if (message.kvTransact != null && $Object.hasOwnProperty.call(message, "kvTransact"))
                    $root.prism.v1.TransactRequest.encode(message.kvTransact, writer.uint32(202).fork(), _depth + 1).ldelim();
                if (message.streamPublish != null && $Object.hasOwnProperty.call(message, "streamPublish"))
                    $root.prism.v1.PublishRequest.encode(message.streamPublish, writer.uint32(258).fork(), _depth + 1).ldelim();
                if (message.streamBatchPublish != null && $Object.hasOwnProperty.call(message, "streamBatchPublish"))
                    $root.prism.v1.BatchPublishRequest.encode(message.streamBatchPublish, writer.uint32(266).fork(), _depth + 1).ldelim();
                if (message.streamFetch != null && $Object.hasOwnProperty.call(message, "streamFetch"))
                    $root.prism.v1.FetchRequest.encode(message.streamFetch, writer.uint32(274).fork(), _depth + 1).ldelim();
                if (message.streamAck != null && $Object.hasOwnProperty.call(message, "streamAck"))
                    $root.prism.v1.AckRequest.encode(message.streamAck, writer.uint32(282).fork(), _depth + 1).ldelim();
                if (message.streamNack != null && $Object.hasOwnProperty.call(message, "streamNack"))
                    $root.prism.v1.NackRequest.encode(message.streamNack, writer.uint32(290).fork(), _depth + 1).ldelim();
                if (message.streamExtend != null && $Object.hasOwnProperty.call(message, "streamExtend"))
                    $root.prism.v1.ExtendRequest.encode(message.streamExtend, writer.uint32(298).fork(), _depth + 1).ldelim();
                if (message.streamSubscribe != null && $Object.hasOwnProperty.call(message, "streamSubscribe"))
                    $root.prism.v1.SubscribeRequest.encode(message.streamSubscribe, writer.uint32(306).fork(), _depth + 1).ldelim();
                if (message.streamCredit != null && $Object.hasOwnProperty.call(message, "streamCredit"))
                    $root.prism.v1.CreditRequest.encode(message.streamCredit, writer.uint32(314).fork(), _depth + 1).ldelim();
                if (message.streamLeave != null && $Object.hasOwnProperty.call(message, "streamLeave"))
                    $root.prism.v1.LeaveRequest.encode(message.streamLeave, writer.uint32(322).fork(), _depth + 1).ldelim();
                if (message.streamLag != null && $Object.hasOwnProperty.call(message, "streamLag"))
                    $root.prism.v1.LagRequest.encode(message.streamLag, writer.uint32(330).fork(), _depth + 1).ldelim();
                if (message.streamSeek != null && $Object.hasOwnProperty.call(message, "streamSeek"))
                    $root.prism.v1.SeekRequest.encode(message.streamSeek, writer.uint32(338).fork(), _depth + 1).ldelim();
                if (message.streamListDeadLetters != null && $Object.hasOwnProperty.call(message, "streamListDeadLetters"))
                    $root.prism.v1.ListDeadLettersRequest.encode(message.streamListDeadLetters, writer.uint32(346).fork(), _depth + 1).ldelim();
                if (message.streamReplayDeadLetters != null && $Object.hasOwnProperty.call(message, "streamReplayDeadLetters"))
                    $root.prism.v1.ReplayDeadLettersRequest.encode(message.streamReplayDeadLetters, writer.uint32(354).fork(), _depth + 1).ldelim();
                if (message.streamRemoveDeadLetters != null && $Object.hasOwnProperty.call(message, "streamRemoveDeadLetters"))
                    $root.prism.v1.RemoveDeadLettersRequest.encode(message.streamRemoveDeadLetters, writer.uint32(362).fork(), _depth + 1).ldelim();
                if (message.streamListGroups != null && $Object.hasOwnProperty.call(message, "streamListGroups"))
                    $root.prism.v1.ListGroupsRequest.encode(message.streamListGroups, writer.uint32(370).fork(), _depth + 1).ldelim();
                if (message.streamDropGroup != null && $Object.hasOwnProperty.call(message, "streamDropGroup"))
                    $root.prism.v1.DropGroupRequest.encode(message.streamDropGroup, writer.uint32(378).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            Request.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.Request();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.id = value;
                            else
                                delete message.id;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.timeoutMs = value;
                            else
                                delete message.timeoutMs;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.idempotencyKey = value;
                            else
                                delete message.idempotencyKey;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.traceparent = value;
                            else
                                delete message.traceparent;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.authorization = value;
                            else
                                delete message.authorization;
                            continue;
                        }
                    case 16: {
                            if (wireType !== 2)
                                break;
                            message.kvGet = $root.prism.v1.GetRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.kvGet);
                            message.call = "kvGet";
                            continue;
                        }
                    case 17: {
                            if (wireType !== 2)
                                break;
                            message.kvPut = $root.prism.v1.PutRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.kvPut);
                            message.call = "kvPut";
                            continue;
                        }
                    case 18: {
                            if (wireType !== 2)
                                break;
                            message.kvDelete = $root.prism.v1.DeleteRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.kvDelete);
                            message.call = "kvDelete";
                            continue;
                        }
                    case 19: {
                            if (wireType !== 2)
                                break;
                            message.kvScan = $root.prism.v1.ScanRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.kvScan);
                            message.call = "kvScan";
                            continue;
                        }
                    case 20: {
                            if (wireType !== 2)
                                break;
                            message.kvBatchGet = $root.prism.v1.BatchGetRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.kvBatchGet);
                            message.call = "kvBatchGet";
                            continue;
                        }
                    case 21: {
                            if (wireType !== 2)
                                break;
                            message.kvBatchPut = $root.prism.v1.BatchPutRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.kvBatchPut);
                            message.call = "kvBatchPut";
                            continue;
                        }
                    case 22: {
                            if (wireType !== 2)
                                break;
                            message.kvBatchDelete = $root.prism.v1.BatchDeleteRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.kvBatchDelete);
                            message.call = "kvBatchDelete";
                            continue;
                        }
                    case 23: {
                            if (wireType !== 2)
                                break;
                            message.kvExists = $root.prism.v1.ExistsRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.kvExists);
                            message.call = "kvExists";
                            continue;
                        }
                    case 24: {
                            if (wireType !== 2)
                                break;
                            message.kvIncrement = $root.prism.v1.IncrementRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.kvIncrement);
                            message.call = "kvIncrement";
                            continue;
                        }
                    case 25: {
                            if (wireType !== 2)
                                break;
                            message.kvTransact = $root.prism.v1.TransactRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.kvTransact);
                            message.call = "kvTransact";
                            continue;
                        }
                    case 32: {
                            if (wireType !== 2)
                                break;
                            message.streamPublish = $root.prism.v1.PublishRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.streamPublish);
                            message.call = "streamPublish";
                            continue;
                        }
                    case 33: {
                            if (wireType !== 2)
                                break;
                            message.streamBatchPublish = $root.prism.v1.BatchPublishRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.streamBatchPublish);
                            message.call = "streamBatchPublish";
                            continue;
                        }
                    case 34: {
                            if (wireType !== 2)
                                break;
                            message.streamFetch = $root.prism.v1.FetchRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.streamFetch);
                            message.call = "streamFetch";
                            continue;
                        }
                    case 35: {
                            if (wireType !== 2)
                                break;
                            message.streamAck = $root.prism.v1.AckRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.streamAck);
                            message.call = "streamAck";
                            continue;
                        }
                    case 36: {
                            if (wireType !== 2)
                                break;
                            message.streamNack = $root.prism.v1.NackRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.streamNack);
                            message.call = "streamNack";
                            continue;
                        }
                    case 37: {
                            if (wireType !== 2)
                                break;
                            message.streamExtend = $root.prism.v1.ExtendRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.streamExtend);
                            message.call = "streamExtend";
                            continue;
                        }
                    case 38: {
                            if (wireType !== 2)
                                break;
                            message.streamSubscribe = $root.prism.v1.SubscribeRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.streamSubscribe);
                            message.call = "streamSubscribe";
                            continue;
                        }
                    case 39: {
                            if (wireType !== 2)
                                break;
                            message.streamCredit = $root.prism.v1.CreditRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.streamCredit);
                            message.call = "streamCredit";
                            continue;
                        }
                    case 40: {
                            if (wireType !== 2)
                                break;
                            message.streamLeave = $root.prism.v1.LeaveRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.streamLeave);
                            message.call = "streamLeave";
                            continue;
                        }
                    case 41: {
                            if (wireType !== 2)
                                break;
                            message.streamLag = $root.prism.v1.LagRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.streamLag);
                            message.call = "streamLag";
                            continue;
                        }
                    case 42: {
                            if (wireType !== 2)
                                break;
                            message.streamSeek = $root.prism.v1.SeekRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.streamSeek);
                            message.call = "streamSeek";
                            continue;
                        }
                    case 43: {
                            if (wireType !== 2)
                                break;
                            message.streamListDeadLetters = $root.prism.v1.ListDeadLettersRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.streamListDeadLetters);
                            message.call = "streamListDeadLetters";
                            continue;
                        }
                    case 44: {
                            if (wireType !== 2)
                                break;
                            message.streamReplayDeadLetters = $root.prism.v1.ReplayDeadLettersRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.streamReplayDeadLetters);
                            message.call = "streamReplayDeadLetters";
                            continue;
                        }
                    case 45: {
                            if (wireType !== 2)
                                break;
                            message.streamRemoveDeadLetters = $root.prism.v1.RemoveDeadLettersRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.streamRemoveDeadLetters);
                            message.call = "streamRemoveDeadLetters";
                            continue;
                        }
                    case 46: {
                            if (wireType !== 2)
                                break;
                            message.streamListGroups = $root.prism.v1.ListGroupsRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.streamListGroups);
                            message.call = "streamListGroups";
                            continue;
                        }
                    case 47: {
                            if (wireType !== 2)
                                break;
                            message.streamDropGroup = $root.prism.v1.DropGroupRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.streamDropGroup);
                            message.call = "streamDropGroup";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            Request.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.Request)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.Request: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.Request();
                if (object.id != null)
                    if ($Number(object.id) !== 0)
                        message.id = object.id >>> 0;
                if (object.timeoutMs != null)
                    if ($Number(object.timeoutMs) !== 0)
                        message.timeoutMs = object.timeoutMs >>> 0;
                if (object.idempotencyKey != null)
                    if (typeof object.idempotencyKey !== "string" || object.idempotencyKey.length)
                        message.idempotencyKey = $String(object.idempotencyKey);
                if (object.traceparent != null)
                    if (typeof object.traceparent !== "string" || object.traceparent.length)
                        message.traceparent = $String(object.traceparent);
                if (object.authorization != null)
                    if (typeof object.authorization !== "string" || object.authorization.length)
                        message.authorization = $String(object.authorization);
                if (object.kvGet != null) {
                    if (!$util.isObject(object.kvGet))
                        throw $TypeError(".prism.v1.Request.kvGet: object expected");
                    message.kvGet = $root.prism.v1.GetRequest.fromObject(object.kvGet, _depth + 1);
                }
                if (object.kvPut != null) {
                    if (!$util.isObject(object.kvPut))
                        throw $TypeError(".prism.v1.Request.kvPut: object expected");
                    message.kvPut = $root.prism.v1.PutRequest.fromObject(object.kvPut, _depth + 1);
                }
                if (object.kvDelete != null) {
                    if (!$util.isObject(object.kvDelete))
                        throw $TypeError(".prism.v1.Request.kvDelete: object expected");
                    message.kvDelete = $root.prism.v1.DeleteRequest.fromObject(object.kvDelete, _depth + 1);
                }
                if (object.kvScan != null) {
                    if (!$util.isObject(object.kvScan))
                        throw $TypeError(".prism.v1.Request.kvScan: object expected");
                    message.kvScan = $root.prism.v1.ScanRequest.fromObject(object.kvScan, _depth + 1);
                }
                if (object.kvBatchGet != null) {
                    if (!$util.isObject(object.kvBatchGet))
                        throw $TypeError(".prism.v1.Request.kvBatchGet: object expected");
                    message.kvBatchGet = $root.prism.v1.BatchGetRequest.fromObject(object.kvBatchGet, _depth + 1);
                }
                if (object.kvBatchPut != null) {
                    if (!$util.isObject(object.kvBatchPut))
                        throw $TypeError(".prism.v1.Request.kvBatchPut: object expected");
                    message.kvBatchPut = $root.prism.v1.BatchPutRequest.fromObject(object.kvBatchPut, _depth + 1);
                }
                if (object.kvBatchDelete != null) {
                    if (!$util.isObject(object.kvBatchDelete))
                        throw $TypeError(".prism.v1.Request.kvBatchDelete: object expected");
                    message.kvBatchDelete = $root.prism.v1.BatchDeleteRequest.fromObject(object.kvBatchDelete, _depth + 1);
                }
                if (object.kvExists != null) {
                    if (!$util.isObject(object.kvExists))
                        throw $TypeError(".prism.v1.Request.kvExists: object expected");
                    message.kvExists = $root.prism.v1.ExistsRequest.fromObject(object.kvExists, _depth + 1);
                }
                if (object.kvIncrement != null) {
                    if (!$util.isObject(object.kvIncrement))
                        throw $TypeError(".prism.v1.Request.kvIncrement: object expected");
                    message.kvIncrement = $root.prism.v1.IncrementRequest.fromObject(object.kvIncrement, _depth + 1);
                }
                if (object.kvTransact != null) {
                    if (!$util.isObject(object.kvTransact))
                        throw $TypeError(".prism.v1.Request.kvTransact: object expected");
                    message.kvTransact = $root.prism.v1.TransactRequest.fromObject(object.kvTransact, _depth + 1);
                }
                if (object.streamPublish != null) {
                    if (!$util.isObject(object.streamPublish))
                        throw $TypeError(".prism.v1.Request.streamPublish: object expected");
                    message.streamPublish = $root.prism.v1.PublishRequest.fromObject(object.streamPublish, _depth + 1);
                }
                if (object.streamBatchPublish != null) {
                    if (!$util.isObject(object.streamBatchPublish))
                        throw $TypeError(".prism.v1.Request.streamBatchPublish: object expected");
                    message.streamBatchPublish = $root.prism.v1.BatchPublishRequest.fromObject(object.streamBatchPublish, _depth + 1);
                }
                if (object.streamFetch != null) {
                    if (!$util.isObject(object.streamFetch))
                        throw $TypeError(".prism.v1.Request.streamFetch: object expected");
                    message.streamFetch = $root.prism.v1.FetchRequest.fromObject(object.streamFetch, _depth + 1);
                }
                if (object.streamAck != null) {
                    if (!$util.isObject(object.streamAck))
                        throw $TypeError(".prism.v1.Request.streamAck: object expected");
                    message.streamAck = $root.prism.v1.AckRequest.fromObject(object.streamAck, _depth + 1);
                }
                if (object.streamNack != null) {
                    if (!$util.isObject(object.streamNack))
                        throw $TypeError(".prism.v1.Request.streamNack: object expected");
                    message.streamNack = $root.prism.v1.NackRequest.fromObject(object.streamNack, _depth + 1);
                }
                if (object.streamExtend != null) {
                    if (!$util.isObject(object.streamExtend))
                        throw $TypeError(".prism.v1.Request.streamExtend: object expected");
                    message.streamExtend = $root.prism.v1.ExtendRequest.fromObject(object.streamExtend, _depth + 1);
                }
                if (object.streamSubscribe != null) {
                    if (!$util.isObject(object.streamSubscribe))
                        throw $TypeError(".prism.v1.Request.streamSubscribe: object expected");
                    message.streamSubscribe = $root.prism.v1.SubscribeRequest.fromObject(object.streamSubscribe, _depth + 1);
                }
                if (object.streamCredit != null) {
                    if (!$util.isObject(object.streamCredit))
                        throw $TypeError(".prism.v1.Request.streamCredit: object expected");
                    message.streamCredit = $root.prism.v1.CreditRequest.fromObject(object.streamCredit, _depth + 1);
                }
                if (object.streamLeave != null) {
                    if (!$util.isObject(object.streamLeave))
                        throw $TypeError(".prism.v1.Request.streamLeave: object expected");
                    message.streamLeave = $root.prism.v1.LeaveRequest.fromObject(object.streamLeave, _depth + 1);
                }
                if (object.streamLag != null) {
                    if (!$util.isObject(object.streamLag))
                        throw $TypeError(".prism.v1.Request.streamLag: object expected");
                    message.streamLag = $root.prism.v1.LagRequest.fromObject(object.streamLag, _depth + 1);
                }
                if (object.streamSeek != null) {
                    if (!$util.isObject(object.streamSeek))
                        throw $TypeError(".prism.v1.Request.streamSeek: object expected");
                    message.streamSeek = $root.prism.v1.SeekRequest.fromObject(object.streamSeek, _depth + 1);
                }
                if (object.streamListDeadLetters != null) {
                    if (!$util.isObject(object.streamListDeadLetters))
                        throw $TypeError(".prism.v1.Request.streamListDeadLetters: object expected");
                    message.streamListDeadLetters = $root.prism.v1.ListDeadLettersRequest.fromObject(object.streamListDeadLetters, _depth + 1);
                }
                if (object.streamReplayDeadLetters != null) {
                    if (!$util.isObject(object.streamReplayDeadLetters))
                        throw $TypeError(".prism.v1.Request.streamReplayDeadLetters: object expected");
                    message.streamReplayDeadLetters = $root.prism.v1.ReplayDeadLettersRequest.fromObject(object.streamReplayDeadLetters, _depth + 1);
                }
                if (object.streamRemoveDeadLetters != null) {
                    if (!$util.isObject(object.streamRemoveDeadLetters))
                        throw $TypeError(".prism.v1.Request.streamRemoveDeadLetters: object expected");
                    message.streamRemoveDeadLetters = $root.prism.v1.RemoveDeadLettersRequest.fromObject(object.streamRemoveDeadLetters, _depth + 1);
                }
                if (object.streamListGroups != null) {
                    if (!$util.isObject(object.streamListGroups))
                        throw $TypeError(".prism.v1.Request.streamListGroups: object expected");
                    message.streamListGroups = $root.prism.v1.ListGroupsRequest.fromObject(object.streamListGroups, _depth + 1);
                }
                if (object.streamDropGroup != null) {
                    if (!$util.isObject(object.streamDropGroup))
                        throw $TypeError(".prism.v1.Request.streamDropGroup: object expected");
                    message.streamDropGroup = $root.prism.v1.DropGroupRequest.fromObject(object.streamDropGroup, _depth + 1);
                }
                return message;
            };

            Request.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.id = 0;
                    object.timeoutMs = 0;
                    object.idempotencyKey = "";
                    object.traceparent = "";
                    object.authorization = "";
                }
                if (message.id != null && $Object.hasOwnProperty.call(message, "id"))
                    object.id = message.id;
                if (message.timeoutMs != null && $Object.hasOwnProperty.call(message, "timeoutMs"))
                    object.timeoutMs = message.timeoutMs;
                if (message.idempotencyKey != null && $Object.hasOwnProperty.call(message, "idempotencyKey"))
                    object.idempotencyKey = message.idempotencyKey;
                if (message.traceparent != null && $Object.hasOwnProperty.call(message, "traceparent"))
                    object.traceparent = message.traceparent;
                if (message.authorization != null && $Object.hasOwnProperty.call(message, "authorization"))
                    object.authorization = message.authorization;
                if (message.kvGet != null && $Object.hasOwnProperty.call(message, "kvGet")) {
                    object.kvGet = $root.prism.v1.GetRequest.toObject(message.kvGet, options, _depth + 1);
                    if (options.oneofs)
                        object.call = "kvGet";
                }
                if (message.kvPut != null && $Object.hasOwnProperty.call(message, "kvPut")) {
                    object.kvPut = $root.prism.v1.PutRequest.toObject(message.kvPut, options, _depth + 1);
                    if (options.oneofs)
                        object.call = "kvPut";
                }
                if (message.kvDelete != null && $Object.hasOwnProperty.call(message, "kvDelete")) {
                    object.kvDelete = $root.prism.v1.DeleteRequest.toObject(message.kvDelete, options, _depth + 1);
                    if (options.oneofs)
                        object.call = "kvDelete";
                }
                if (message.kvScan != null && $Object.hasOwnProperty.call(message, "kvScan")) {
                    object.kvScan = $root.prism.v1.ScanRequest.toObject(message.kvScan, options, _depth + 1);
                    if (options.oneofs)
                        object.call = "kvScan";
                }
                if (message.kvBatchGet != null && $Object.hasOwnProperty.call(message, "kvBatchGet")) {
                    object.kvBatchGet = $root.prism.v1.BatchGetRequest.toObject(message.kvBatchGet, options, _depth + 1);
                    if (options.oneofs)
                        object.call = "kvBatchGet";
                }
                if (message.kvBatchPut != null && $Object.hasOwnProperty.call(message, "kvBatchPut")) {
                    object.kvBatchPut = $root.prism.v1.BatchPutRequest.toObject(message.kvBatchPut, options, _depth + 1);
                    if (options.oneofs)
                        object.call = "kvBatchPut";
                }
                if (message.kvBatchDelete != null && $Object.hasOwnProperty.call(message, "kvBatchDelete")) {
                    object.kvBatchDelete = $root.prism.v1.BatchDeleteRequest.toObject(message.kvBatchDelete, options, _depth + 1);
                    if (options.oneofs)
                        object.call = "kvBatchDelete";
                }
                if (message.kvExists != null && $Object.hasOwnProperty.call(message, "kvExists")) {
                    object.kvExists = $root.prism.v1.ExistsRequest.toObject(message.kvExists, options, _depth + 1);
                    if (options.oneofs)
                        object.call = "kvExists";
                }
                if (message.kvIncrement != null && $Object.hasOwnProperty.call(message, "kvIncrement")) {
                    object.kvIncrement = $root.prism.v1.IncrementRequest.toObject(message.kvIncrement, options, _depth + 1);
                    if (options.oneofs)
                        object.call = "kvIncrement";
                }
                if (message.kvTransact != null && $Object.hasOwnProperty.call(message, "kvTransact")) {
                    object.kvTransact = $root.prism.v1.TransactRequest.toObject(message.kvTransact, options, _depth + 1);
                    if (options.oneofs)
                        object.call = "kvTransact";
                }
                if (message.streamPublish != null && $Object.hasOwnProperty.call(message, "streamPublish")) {
                    object.streamPublish = $root.prism.v1.PublishRequest.toObject(message.streamPublish, options, _depth + 1);
                    if (options.oneofs)
                        object.call = "streamPublish";
                }
                if (message.streamBatchPublish != null && $Object.hasOwnProperty.call(message, "streamBatchPublish")) {
                    object.streamBatchPublish = $root.prism.v1.BatchPublishRequest.toObject(message.streamBatchPublish, options, _depth + 1);
                    if (options.oneofs)
                        object.call = "streamBatchPublish";
                }
                if (message.streamFetch != null && $Object.hasOwnProperty.call(message, "streamFetch")) {
                    object.streamFetch = $root.prism.v1.FetchRequest.toObject(message.streamFetch, options, _depth + 1);
                    if (options.oneofs)
                        object.call = "streamFetch";
                }
                if (message.streamAck != null && $Object.hasOwnProperty.call(message, "streamAck")) {
                    object.streamAck = $root.prism.v1.AckRequest.toObject(message.streamAck, options, _depth + 1);
                    if (options.oneofs)
                        object.call = "streamAck";
                }
                if (message.streamNack != null && $Object.hasOwnProperty.call(message, "streamNack")) {
                    object.streamNack = $root.prism.v1.NackRequest.toObject(message.streamNack, options, _depth + 1);
                    if (options.oneofs)
                        object.call = "streamNack";
                }
                if (message.streamExtend != null && $Object.hasOwnProperty.call(message, "streamExtend")) {
                    object.streamExtend = $root.prism.v1.ExtendRequest.toObject(message.streamExtend, options, _depth + 1);
                    if (options.oneofs)
                        object.call = "streamExtend";
                }
                if (message.streamSubscribe != null && $Object.hasOwnProperty.call(message, "streamSubscribe")) {
                    object.streamSubscribe = $root.prism.v1.SubscribeRequest.toObject(message.streamSubscribe, options, _depth + 1);
                    if (options.oneofs)
                        object.call = "streamSubscribe";
                }
                if (message.streamCredit != null && $Object.hasOwnProperty.call(message, "streamCredit")) {
                    object.streamCredit = $root.prism.v1.CreditRequest.toObject(message.streamCredit, options, _depth + 1);
                    if (options.oneofs)
                        object.call = "streamCredit";
                }
                if (message.streamLeave != null && $Object.hasOwnProperty.call(message, "streamLeave")) {
                    object.streamLeave = $root.prism.v1.LeaveRequest.toObject(message.streamLeave, options, _depth + 1);
                    if (options.oneofs)
                        object.call = "streamLeave";
                }
                if (message.streamLag != null && $Object.hasOwnProperty.call(message, "streamLag")) {
                    object.streamLag = $root.prism.v1.LagRequest.toObject(message.streamLag, options, _depth + 1);
                    if (options.oneofs)
                        object.call = "streamLag";
                }
                if (message.streamSeek != null && $Object.hasOwnProperty.call(message, "streamSeek")) {
                    object.streamSeek = $root.prism.v1.SeekRequest.toObject(message.streamSeek, options, _depth + 1);
                    if (options.oneofs)
                        object.call = "streamSeek";
                }
                if (message.streamListDeadLetters != null && $Object.hasOwnProperty.call(message, "streamListDeadLetters")) {
                    object.streamListDeadLetters = $root.prism.v1.ListDeadLettersRequest.toObject(message.streamListDeadLetters, options, _depth + 1);
                    if (options.oneofs)
                        object.call = "streamListDeadLetters";
                }
                if (message.streamReplayDeadLetters != null && $Object.hasOwnProperty.call(message, "streamReplayDeadLetters")) {
                    object.streamReplayDeadLetters = $root.prism.v1.ReplayDeadLettersRequest.toObject(message.streamReplayDeadLetters, options, _depth + 1);
                    if (options.oneofs)
                        object.call = "streamReplayDeadLetters";
                }
                if (message.streamRemoveDeadLetters != null && $Object.hasOwnProperty.call(message, "streamRemoveDeadLetters")) {
                    object.streamRemoveDeadLetters = $root.prism.v1.RemoveDeadLettersRequest.toObject(message.streamRemoveDeadLetters, options, _depth + 1);
                    if (options.oneofs)
                        object.call = "streamRemoveDeadLetters";
                }
                if (message.streamListGroups != null && $Object.hasOwnProperty.call(message, "streamListGroups")) {
                    object.streamListGroups = $root.prism.v1.ListGroupsRequest.toObject(message.streamListGroups, options, _depth + 1);
                    if (options.oneofs)
                        object.call = "streamListGroups";
                }
                if (message.streamDropGroup != null && $Object.hasOwnProperty.call(message, "streamDropGroup")) {
                    object.streamDropGroup = $root.prism.v1.DropGroupRequest.toObject(message.streamDropGroup, options, _depth + 1);
                    if (options.oneofs)
                        object.call = "streamDropGroup";
                }
                return object;
            };

            Request.prototype.toJSON = function() {
                return Request.toObject(this, $protobuf.util.toJSONOptions);
            };

            return Request;
        })();

        v1.MissedLevels = (function() {

            const MissedLevels = function (properties) {
                this.missed = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            MissedLevels.prototype.missed = $util.emptyArray;

            MissedLevels.create = function(properties) {
                return new MissedLevels(properties);
            };

            MissedLevels.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.missed != null && message.missed.length)
                    for (let i = 0; i < message.missed.length; ++i)
                        $root.prism.v1.MissedLevel.encode(message.missed[i], writer.uint32(10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            MissedLevels.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.MissedLevels();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.missed && message.missed.length))
                                message.missed = [];
                            message.missed.push($root.prism.v1.MissedLevel.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            MissedLevels.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.MissedLevels)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.MissedLevels: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.MissedLevels();
                if (object.missed) {
                    if (!$Array.isArray(object.missed))
                        throw $TypeError(".prism.v1.MissedLevels.missed: array expected");
                    message.missed = $Array(object.missed.length);
                    for (let i = 0; i < object.missed.length; ++i) {
                        if (!$util.isObject(object.missed[i]))
                            throw $TypeError(".prism.v1.MissedLevels.missed: object expected");
                        message.missed[i] = $root.prism.v1.MissedLevel.fromObject(object.missed[i], _depth + 1);
                    }
                }
                return message;
            };

            MissedLevels.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.missed = [];
                if (message.missed && message.missed.length) {
                    object.missed = $Array(message.missed.length);
                    for (let j = 0; j < message.missed.length; ++j)
                        object.missed[j] = $root.prism.v1.MissedLevel.toObject(message.missed[j], options, _depth + 1);
                }
                return object;
            };

            MissedLevels.prototype.toJSON = function() {
                return MissedLevels.toObject(this, $protobuf.util.toJSONOptions);
            };

            return MissedLevels;
        })();

        v1.MissedLevel = (function() {

            const MissedLevel = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            MissedLevel.prototype.level = "";
            MissedLevel.prototype.target = 0;
            MissedLevel.prototype.current = 0;

            MissedLevel.create = function(properties) {
                return new MissedLevel(properties);
            };

            MissedLevel.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.level != null && $Object.hasOwnProperty.call(message, "level") && message.level !== "")
                    writer.uint32(10).string(message.level);
                if (message.target != null && $Object.hasOwnProperty.call(message, "target") && !$Object.is(message.target, 0))
                    writer.uint32(17).double(message.target);
                if (message.current != null && $Object.hasOwnProperty.call(message, "current") && !$Object.is(message.current, 0))
                    writer.uint32(25).double(message.current);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            MissedLevel.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.MissedLevel();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.level = value;
                            else
                                delete message.level;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.target = value;
                            else
                                delete message.target;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.current = value;
                            else
                                delete message.current;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            MissedLevel.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.MissedLevel)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.MissedLevel: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.MissedLevel();
                if (object.level != null)
                    if (typeof object.level !== "string" || object.level.length)
                        message.level = $String(object.level);
                if (object.target != null)
                    if (!$Object.is($Number(object.target), 0))
                        message.target = $Number(object.target);
                if (object.current != null)
                    if (!$Object.is($Number(object.current), 0))
                        message.current = $Number(object.current);
                return message;
            };

            MissedLevel.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.level = "";
                    object.target = 0;
                    object.current = 0;
                }
                if (message.level != null && $Object.hasOwnProperty.call(message, "level"))
                    object.level = message.level;
                if (message.target != null && $Object.hasOwnProperty.call(message, "target"))
                    object.target = options.json && !$isFinite(message.target) ? $String(message.target) : message.target;
                if (message.current != null && $Object.hasOwnProperty.call(message, "current"))
                    object.current = options.json && !$isFinite(message.current) ? $String(message.current) : message.current;
                return object;
            };

            MissedLevel.prototype.toJSON = function() {
                return MissedLevel.toObject(this, $protobuf.util.toJSONOptions);
            };

            return MissedLevel;
        })();

        v1.Response = (function() {

            const Response = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            Response.prototype.id = 0;
            Response.prototype.more = false;
            Response.prototype.queueUs = 0;
            Response.prototype.backendUs = 0;
            Response.prototype.missedLevels = null;
            Response.prototype.error = null;
            Response.prototype.kvGet = null;
            Response.prototype.kvPut = null;
            Response.prototype.kvDelete = null;
            Response.prototype.kvScan = null;
            Response.prototype.kvBatchGet = null;
            Response.prototype.kvBatchPut = null;
            Response.prototype.kvBatchDelete = null;
            Response.prototype.kvExists = null;
            Response.prototype.kvIncrement = null;
            Response.prototype.kvTransact = null;
            Response.prototype.streamPublish = null;
            Response.prototype.streamBatchPublish = null;
            Response.prototype.streamFetch = null;
            Response.prototype.streamAck = null;
            Response.prototype.streamNack = null;
            Response.prototype.streamExtend = null;
            Response.prototype.streamSubscribe = null;
            Response.prototype.streamCredit = null;
            Response.prototype.streamLeave = null;
            Response.prototype.streamLag = null;
            Response.prototype.streamSeek = null;
            Response.prototype.streamListDeadLetters = null;
            Response.prototype.streamReplayDeadLetters = null;
            Response.prototype.streamRemoveDeadLetters = null;
            Response.prototype.streamListGroups = null;
            Response.prototype.streamDropGroup = null;

            let $oneOfFields;

            $Object.defineProperty(Response.prototype, "result", {
                get: $util.oneOfGetter($oneOfFields = ["error", "kvGet", "kvPut", "kvDelete", "kvScan", "kvBatchGet", "kvBatchPut", "kvBatchDelete", "kvExists", "kvIncrement", "kvTransact", "streamPublish", "streamBatchPublish", "streamFetch", "streamAck", "streamNack", "streamExtend", "streamSubscribe", "streamCredit", "streamLeave", "streamLag", "streamSeek", "streamListDeadLetters", "streamReplayDeadLetters", "streamRemoveDeadLetters", "streamListGroups", "streamDropGroup"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            Response.create = function(properties) {
                return new Response(properties);
            };

            Response.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id !== 0)
                    writer.uint32(8).uint32(message.id);
                if (message.more != null && $Object.hasOwnProperty.call(message, "more") && message.more !== false)
                    writer.uint32(16).bool(message.more);
                if (message.error != null && $Object.hasOwnProperty.call(message, "error"))
                    $root.prism.v1.Error.encode(message.error, writer.uint32(26).fork(), _depth + 1).ldelim();
                if (message.queueUs != null && $Object.hasOwnProperty.call(message, "queueUs") && message.queueUs !== 0)
                    writer.uint32(32).uint32(message.queueUs);
                if (message.backendUs != null && $Object.hasOwnProperty.call(message, "backendUs") && message.backendUs !== 0)
                    writer.uint32(40).uint32(message.backendUs);
                if (message.missedLevels != null && $Object.hasOwnProperty.call(message, "missedLevels"))
                    $root.prism.v1.MissedLevels.encode(message.missedLevels, writer.uint32(50).fork(), _depth + 1).ldelim();
                if (message.kvGet != null && $Object.hasOwnProperty.call(message, "kvGet"))
                    $root.prism.v1.GetResponse.encode(message.kvGet, writer.uint32(130).fork(), _depth + 1).ldelim();
                if (message.kvPut != null && $Object.hasOwnProperty.call(message, "kvPut"))
                    $root.prism.v1.PutResponse.encode(message.kvPut, writer.uint32(138).fork(), _depth + 1).ldelim();
                if (message.kvDelete != null && $Object.hasOwnProperty.call(message, "kvDelete"))
                    $root.prism.v1.DeleteResponse.encode(message.kvDelete, writer.uint32(146).fork(), _depth + 1).ldelim();
                if (message.kvScan != null && $Object.hasOwnProperty.call(message, "kvScan"))
                    $root.prism.v1.ScanResponse.encode(message.kvScan, writer.uint32(154).fork(), _depth + 1).ldelim();
                if (message.kvBatchGet != null && $Object.hasOwnProperty.call(message, "kvBatchGet"))
                    $root.prism.v1.BatchGetResponse.encode(message.kvBatchGet, writer.uint32(162).fork(), _depth + 1).ldelim();
                if (message.kvBatchPut != null && $Object.hasOwnProperty.call(message, "kvBatchPut"))
                    $root.prism.v1.BatchPutResponse.encode(message.kvBatchPut, writer.uint32(170).fork(), _depth + 1).ldelim();
                if (message.kvBatchDelete != null && $Object.hasOwnProperty.call(message, "kvBatchDelete"))
                    $root.prism.v1.BatchDeleteResponse.encode(message.kvBatchDelete, writer.uint32(178).fork(), _depth + 1).ldelim();
                if (message.kvExists != null && $Object.hasOwnProperty.call(message, "kvExists"))
                    $root.prism.v1.ExistsResponse.encode(message.kvExists, writer.uint32(186).fork(), _depth + 1).ldelim();
                if (message.kvIncrement != null && $Object.hasOwnProperty.call(message, "kvIncrement"))
                    $root.prism.v1.IncrementResponse.encode(message.kvIncrement, writer.uint32(194).fork(), _depth + 1).ldelim();
                if (message.kvTransact != null && $Object.hasOwnProperty.call(message, "kvTransact"))
                    $root.prism.v1.TransactResponse.encode(message.kvTransact, writer.uint32(202).fork(), _depth + 1).ldelim();
                if (message.streamPublish != null && $Object.hasOwnProperty.call(message, "streamPublish"))
                    $root.prism.v1.PublishResponse.encode(message.streamPublish, writer.uint32(258).fork(), _depth + 1).ldelim();
                if (message.streamBatchPublish != null && $Object.hasOwnProperty.call(message, "streamBatchPublish"))
                    $root.prism.v1.BatchPublishResponse.encode(message.streamBatchPublish, writer.uint32(266).fork(), _depth + 1).ldelim();
                if (message.streamFetch != null && $Object.hasOwnProperty.call(message, "streamFetch"))
                    $root.prism.v1.FetchResponse.encode(message.streamFetch, writer.uint32(274).fork(), _depth + 1).ldelim();
                if (message.streamAck != null && $Object.hasOwnProperty.call(message, "streamAck"))
                    $root.prism.v1.SettleResponse.encode(message.streamAck, writer.uint32(282).fork(), _depth + 1).ldelim();
                if (message.streamNack != null && $Object.hasOwnProperty.call(message, "streamNack"))
                    $root.prism.v1.SettleResponse.encode(message.streamNack, writer.uint32(290).fork(), _depth + 1).ldelim();
                if (message.streamExtend != null && $Object.hasOwnProperty.call(message, "streamExtend"))
                    $root.prism.v1.SettleResponse.encode(message.streamExtend, writer.uint32(298).fork(), _depth + 1).ldelim();
                if (message.streamSubscribe != null && $Object.hasOwnProperty.call(message, "streamSubscribe"))
                    $root.prism.v1.SubscribeResponse.encode(message.streamSubscribe, writer.uint32(306).fork(), _depth + 1).ldelim();
                if (message.streamCredit != null && $Object.hasOwnProperty.call(message, "streamCredit"))
                    $root.prism.v1.CreditResponse.encode(message.streamCredit, writer.uint32(314).fork(), _depth + 1).ldelim();
                if (message.streamLeave != null && $Object.hasOwnProperty.call(message, "streamLeave"))
                    $root.prism.v1.LeaveResponse.encode(message.streamLeave, writer.uint32(322).fork(), _depth + 1).ldelim();
                if (message.streamLag != null && $Object.hasOwnProperty.call(message, "streamLag"))
                    $root.prism.v1.LagResponse.encode(message.streamLag, writer.uint32(330).fork(), _depth + 1).ldelim();
                if (message.streamSeek != null && $Object.hasOwnProperty.call(message, "streamSeek"))
                    $root.prism.v1.SeekResponse.encode(message.streamSeek, writer.uint32(338).fork(), _depth + 1).ldelim();
                if (message.streamListDeadLetters != null && $Object.hasOwnProperty.call(message, "streamListDeadLetters"))
                    $root.prism.v1.ListDeadLettersResponse.encode(message.streamListDeadLetters, writer.uint32(346).fork(), _depth + 1).ldelim();
                if (message.streamReplayDeadLetters != null && $Object.hasOwnProperty.call(message, "streamReplayDeadLetters"))
                    $root.prism.v1.ReplayDeadLettersResponse.encode(message.streamReplayDeadLetters, writer.uint32(354).fork(), _depth + 1).ldelim();
                if (message.streamRemoveDeadLetters != null && $Object.hasOwnProperty.call(message, "streamRemoveDeadLetters"))
                    $root.prism.v1.RemoveDeadLettersResponse.encode(message.streamRemoveDeadLetters, writer.uint32(362).fork(), _depth + 1).ldelim();
                if (message.streamListGroups != null && $Object.hasOwnProperty.call(message, "streamListGroups"))
                    $root.prism.v1.ListGroupsResponse.encode(message.streamListGroups, writer.uint32(370).fork(), _depth + 1).ldelim();
                if (message.streamDropGroup != null && $Object.hasOwnProperty.call(message, "streamDropGroup"))
                    $root.prism.v1.DropGroupResponse.encode(message.streamDropGroup, writer.uint32(378).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            Response.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.Response();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.id = value;
                            else
                                delete message.id;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.more = value;
                            else
                                delete message.more;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.queueUs = value;
                            else
                                delete message.queueUs;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.backendUs = value;
                            else
                                delete message.backendUs;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            message.missedLevels = $root.prism.v1.MissedLevels.decode(reader, reader.size(), $undefined, _depth + 1, message.missedLevels);
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.error = $root.prism.v1.Error.decode(reader, reader.size(), $undefined, _depth + 1, message.error);
                            message.result = "error";
                            continue;
                        }
                    case 16: {
                            if (wireType !== 2)
                                break;
                            message.kvGet = $root.prism.v1.GetResponse.decode(reader, reader.size(), $undefined, _depth + 1, message.kvGet);
                            message.result = "kvGet";
                            continue;
                        }
                    case 17: {
                            if (wireType !== 2)
                                break;
                            message.kvPut = $root.prism.v1.PutResponse.decode(reader, reader.size(), $undefined, _depth + 1, message.kvPut);
                            message.result = "kvPut";
                            continue;
                        }
                    case 18: {
                            if (wireType !== 2)
                                break;
                            message.kvDelete = $root.prism.v1.DeleteResponse.decode(reader, reader.size(), $undefined, _depth + 1, message.kvDelete);
                            message.result = "kvDelete";
                            continue;
                        }
                    case 19: {
                            if (wireType !== 2)
                                break;
                            message.kvScan = $root.prism.v1.ScanResponse.decode(reader, reader.size(), $undefined, _depth + 1, message.kvScan);
                            message.result = "kvScan";
                            continue;
                        }
                    case 20: {
                            if (wireType !== 2)
                                break;
                            message.kvBatchGet = $root.prism.v1.BatchGetResponse.decode(reader, reader.size(), $undefined, _depth + 1, message.kvBatchGet);
                            message.result = "kvBatchGet";
                            continue;
                        }
                    case 21: {
                            if (wireType !== 2)
                                break;
                            message.kvBatchPut = $root.prism.v1.BatchPutResponse.decode(reader, reader.size(), $undefined, _depth + 1, message.kvBatchPut);
                            message.result = "kvBatchPut";
                            continue;
                        }
                    case 22: {
                            if (wireType !== 2)
                                break;
                            message.kvBatchDelete = $root.prism.v1.BatchDeleteResponse.decode(reader, reader.size(), $undefined, _depth + 1, message.kvBatchDelete);
                            message.result = "kvBatchDelete";
                            continue;
                        }
                    case 23: {
                            if (wireType !== 2)
                                break;
                            message.kvExists = $root.prism.v1.ExistsResponse.decode(reader, reader.size(), $undefined, _depth + 1, message.kvExists);
                            message.result = "kvExists";
                            continue;
                        }
                    case 24: {
                            if (wireType !== 2)
                                break;
                            message.kvIncrement = $root.prism.v1.IncrementResponse.decode(reader, reader.size(), $undefined, _depth + 1, message.kvIncrement);
                            message.result = "kvIncrement";
                            continue;
                        }
                    case 25: {
                            if (wireType !== 2)
                                break;
                            message.kvTransact = $root.prism.v1.TransactResponse.decode(reader, reader.size(), $undefined, _depth + 1, message.kvTransact);
                            message.result = "kvTransact";
                            continue;
                        }
                    case 32: {
                            if (wireType !== 2)
                                break;
                            message.streamPublish = $root.prism.v1.PublishResponse.decode(reader, reader.size(), $undefined, _depth + 1, message.streamPublish);
                            message.result = "streamPublish";
                            continue;
                        }
                    case 33: {
                            if (wireType !== 2)
                                break;
                            message.streamBatchPublish = $root.prism.v1.BatchPublishResponse.decode(reader, reader.size(), $undefined, _depth + 1, message.streamBatchPublish);
                            message.result = "streamBatchPublish";
                            continue;
                        }
                    case 34: {
                            if (wireType !== 2)
                                break;
                            message.streamFetch = $root.prism.v1.FetchResponse.decode(reader, reader.size(), $undefined, _depth + 1, message.streamFetch);
                            message.result = "streamFetch";
                            continue;
                        }
                    case 35: {
                            if (wireType !== 2)
                                break;
                            message.streamAck = $root.prism.v1.SettleResponse.decode(reader, reader.size(), $undefined, _depth + 1, message.streamAck);
                            message.result = "streamAck";
                            continue;
                        }
                    case 36: {
                            if (wireType !== 2)
                                break;
                            message.streamNack = $root.prism.v1.SettleResponse.decode(reader, reader.size(), $undefined, _depth + 1, message.streamNack);
                            message.result = "streamNack";
                            continue;
                        }
                    case 37: {
                            if (wireType !== 2)
                                break;
                            message.streamExtend = $root.prism.v1.SettleResponse.decode(reader, reader.size(), $undefined, _depth + 1, message.streamExtend);
                            message.result = "streamExtend";
                            continue;
                        }
                    case 38: {
                            if (wireType !== 2)
                                break;
                            message.streamSubscribe = $root.prism.v1.SubscribeResponse.decode(reader, reader.size(), $undefined, _depth + 1, message.streamSubscribe);
                            message.result = "streamSubscribe";
                            continue;
                        }
                    case 39: {
                            if (wireType !== 2)
                                break;
                            message.streamCredit = $root.prism.v1.CreditResponse.decode(reader, reader.size(), $undefined, _depth + 1, message.streamCredit);
                            message.result = "streamCredit";
                            continue;
                        }
                    case 40: {
                            if (wireType !== 2)
                                break;
                            message.streamLeave = $root.prism.v1.LeaveResponse.decode(reader, reader.size(), $undefined, _depth + 1, message.streamLeave);
                            message.result = "streamLeave";
                            continue;
                        }
                    case 41: {
                            if (wireType !== 2)
                                break;
                            message.streamLag = $root.prism.v1.LagResponse.decode(reader, reader.size(), $undefined, _depth + 1, message.streamLag);
                            message.result = "streamLag";
                            continue;
                        }
                    case 42: {
                            if (wireType !== 2)
                                break;
                            message.streamSeek = $root.prism.v1.SeekResponse.decode(reader, reader.size(), $undefined, _depth + 1, message.streamSeek);
                            message.result = "streamSeek";
                            continue;
                        }
                    case 43: {
                            if (wireType !== 2)
                                break;
                            message.streamListDeadLetters = $root.prism.v1.ListDeadLettersResponse.decode(reader, reader.size(), $undefined, _depth + 1, message.streamListDeadLetters);
                            message.result = "streamListDeadLetters";
                            continue;
                        }
                    case 44: {
                            if (wireType !== 2)
                                break;
                            message.streamReplayDeadLetters = $root.prism.v1.ReplayDeadLettersResponse.decode(reader, reader.size(), $undefined, _depth + 1, message.streamReplayDeadLetters);
                            message.result = "streamReplayDeadLetters";
                            continue;
                        }
                    case 45: {
                            if (wireType !== 2)
                                break;
                            message.streamRemoveDeadLetters = $root.prism.v1.RemoveDeadLettersResponse.decode(reader, reader.size(), $undefined, _depth + 1, message.streamRemoveDeadLetters);
                            message.result = "streamRemoveDeadLetters";
                            continue;
                        }
                    case 46: {
                            if (wireType !== 2)
                                break;
                            message.streamListGroups = $root.prism.v1.ListGroupsResponse.decode(reader, reader.size(), $undefined, _depth + 1, message.streamListGroups);
                            message.result = "streamListGroups";
                            continue;
                        }
                    case 47: {
                            if (wireType !== 2)
                                break;
                            message.streamDropGroup = $root.prism.v1.DropGroupResponse.decode(reader, reader.size(), $undefined, _depth + 1, message.streamDropGroup);
                            message.result = "streamDropGroup";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            Response.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.Response)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.Response: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.Response();
                if (object.id != null)
                    if ($Number(object.id) !== 0)
                        message.id = object.id >>> 0;
                if (object.more != null)
                    if (object.more)
                        message.more = $Boolean(object.more);
                if (object.queueUs != null)
                    if ($Number(object.queueUs) !== 0)
                        message.queueUs = object.queueUs >>> 0;
                if (object.backendUs != null)
                    if ($Number(object.backendUs) !== 0)
                        message.backendUs = object.backendUs >>> 0;
                if (object.missedLevels != null) {
                    if (!$util.isObject(object.missedLevels))
                        throw $TypeError(".prism.v1.Response.missedLevels: object expected");
                    message.missedLevels = $root.prism.v1.MissedLevels.fromObject(object.missedLevels, _depth + 1);
                }
                if (object.error != null) {
                    if (!$util.isObject(object.error))
                        throw $TypeError(".prism.v1.Response.error: object expected");
                    message.error = $root.prism.v1.Error.fromObject(object.error, _depth + 1);
                }
                if (object.kvGet != null) {
                    if (!$util.isObject(object.kvGet))
                        throw $TypeError(".prism.v1.Response.kvGet: object expected");
                    message.kvGet = $root.prism.v1.GetResponse.fromObject(object.kvGet, _depth + 1);
                }
                if (object.kvPut != null) {
                    if (!$util.isObject(object.kvPut))
                        throw $TypeError(".prism.v1.Response.kvPut: object expected");
                    message.kvPut = $root.prism.v1.PutResponse.fromObject(object.kvPut, _depth + 1);
                }
                if (object.kvDelete != null) {
                    if (!$util.isObject(object.kvDelete))
                        throw $TypeError(".prism.v1.Response.kvDelete: object expected");
                    message.kvDelete = $root.prism.v1.DeleteResponse.fromObject(object.kvDelete, _depth + 1);
                }
                if (object.kvScan != null) {
                    if (!$util.isObject(object.kvScan))
                        throw $TypeError(".prism.v1.Response.kvScan: object expected");
                    message.kvScan = $root.prism.v1.ScanResponse.fromObject(object.kvScan, _depth + 1);
                }
                if (object.kvBatchGet != null) {
                    if (!$util.isObject(object.kvBatchGet))
                        throw $TypeError(".prism.v1.Response.kvBatchGet: object expected");
                    message.kvBatchGet = $root.prism.v1.BatchGetResponse.fromObject(object.kvBatchGet, _depth + 1);
                }
                if (object.kvBatchPut != null) {
                    if (!$util.isObject(object.kvBatchPut))
                        throw $TypeError(".prism.v1.Response.kvBatchPut: object expected");
                    message.kvBatchPut = $root.prism.v1.BatchPutResponse.fromObject(object.kvBatchPut, _depth + 1);
                }
                if (object.kvBatchDelete != null) {
                    if (!$util.isObject(object.kvBatchDelete))
                        throw $TypeError(".prism.v1.Response.kvBatchDelete: object expected");
                    message.kvBatchDelete = $root.prism.v1.BatchDeleteResponse.fromObject(object.kvBatchDelete, _depth + 1);
                }
                if (object.kvExists != null) {
                    if (!$util.isObject(object.kvExists))
                        throw $TypeError(".prism.v1.Response.kvExists: object expected");
                    message.kvExists = $root.prism.v1.ExistsResponse.fromObject(object.kvExists, _depth + 1);
                }
                if (object.kvIncrement != null) {
                    if (!$util.isObject(object.kvIncrement))
                        throw $TypeError(".prism.v1.Response.kvIncrement: object expected");
                    message.kvIncrement = $root.prism.v1.IncrementResponse.fromObject(object.kvIncrement, _depth + 1);
                }
                if (object.kvTransact != null) {
                    if (!$util.isObject(object.kvTransact))
                        throw $TypeError(".prism.v1.Response.kvTransact: object expected");
                    message.kvTransact = $root.prism.v1.TransactResponse.fromObject(object.kvTransact, _depth + 1);
                }
                if (object.streamPublish != null) {
                    if (!$util.isObject(object.streamPublish))
                        throw $TypeError(".prism.v1.Response.streamPublish: object expected");
                    message.streamPublish = $root.prism.v1.PublishResponse.fromObject(object.streamPublish, _depth + 1);
                }
                if (object.streamBatchPublish != null) {
                    if (!$util.isObject(object.streamBatchPublish))
                        throw $TypeError(".prism.v1.Response.streamBatchPublish: object expected");
                    message.streamBatchPublish = $root.prism.v1.BatchPublishResponse.fromObject(object.streamBatchPublish, _depth + 1);
                }
                if (object.streamFetch != null) {
                    if (!$util.isObject(object.streamFetch))
                        throw $TypeError(".prism.v1.Response.streamFetch: object expected");
                    message.streamFetch = $root.prism.v1.FetchResponse.fromObject(object.streamFetch, _depth + 1);
                }
                if (object.streamAck != null) {
                    if (!$util.isObject(object.streamAck))
                        throw $TypeError(".prism.v1.Response.streamAck: object expected");
                    message.streamAck = $root.prism.v1.SettleResponse.fromObject(object.streamAck, _depth + 1);
                }
                if (object.streamNack != null) {
                    if (!$util.isObject(object.streamNack))
                        throw $TypeError(".prism.v1.Response.streamNack: object expected");
                    message.streamNack = $root.prism.v1.SettleResponse.fromObject(object.streamNack, _depth + 1);
                }
                if (object.streamExtend != null) {
                    if (!$util.isObject(object.streamExtend))
                        throw $TypeError(".prism.v1.Response.streamExtend: object expected");
                    message.streamExtend = $root.prism.v1.SettleResponse.fromObject(object.streamExtend, _depth + 1);
                }
                if (object.streamSubscribe != null) {
                    if (!$util.isObject(object.streamSubscribe))
                        throw $TypeError(".prism.v1.Response.streamSubscribe: object expected");
                    message.streamSubscribe = $root.prism.v1.SubscribeResponse.fromObject(object.streamSubscribe, _depth + 1);
                }
                if (object.streamCredit != null) {
                    if (!$util.isObject(object.streamCredit))
                        throw $TypeError(".prism.v1.Response.streamCredit: object expected");
                    message.streamCredit = $root.prism.v1.CreditResponse.fromObject(object.streamCredit, _depth + 1);
                }
                if (object.streamLeave != null) {
                    if (!$util.isObject(object.streamLeave))
                        throw $TypeError(".prism.v1.Response.streamLeave: object expected");
                    message.streamLeave = $root.prism.v1.LeaveResponse.fromObject(object.streamLeave, _depth + 1);
                }
                if (object.streamLag != null) {
                    if (!$util.isObject(object.streamLag))
                        throw $TypeError(".prism.v1.Response.streamLag: object expected");
                    message.streamLag = $root.prism.v1.LagResponse.fromObject(object.streamLag, _depth + 1);
                }
                if (object.streamSeek != null) {
                    if (!$util.isObject(object.streamSeek))
                        throw $TypeError(".prism.v1.Response.streamSeek: object expected");
                    message.streamSeek = $root.prism.v1.SeekResponse.fromObject(object.streamSeek, _depth + 1);
                }
                if (object.streamListDeadLetters != null) {
                    if (!$util.isObject(object.streamListDeadLetters))
                        throw $TypeError(".prism.v1.Response.streamListDeadLetters: object expected");
                    message.streamListDeadLetters = $root.prism.v1.ListDeadLettersResponse.fromObject(object.streamListDeadLetters, _depth + 1);
                }
                if (object.streamReplayDeadLetters != null) {
                    if (!$util.isObject(object.streamReplayDeadLetters))
                        throw $TypeError(".prism.v1.Response.streamReplayDeadLetters: object expected");
                    message.streamReplayDeadLetters = $root.prism.v1.ReplayDeadLettersResponse.fromObject(object.streamReplayDeadLetters, _depth + 1);
                }
                if (object.streamRemoveDeadLetters != null) {
                    if (!$util.isObject(object.streamRemoveDeadLetters))
                        throw $TypeError(".prism.v1.Response.streamRemoveDeadLetters: object expected");
                    message.streamRemoveDeadLetters = $root.prism.v1.RemoveDeadLettersResponse.fromObject(object.streamRemoveDeadLetters, _depth + 1);
                }
                if (object.streamListGroups != null) {
                    if (!$util.isObject(object.streamListGroups))
                        throw $TypeError(".prism.v1.Response.streamListGroups: object expected");
                    message.streamListGroups = $root.prism.v1.ListGroupsResponse.fromObject(object.streamListGroups, _depth + 1);
                }
                if (object.streamDropGroup != null) {
                    if (!$util.isObject(object.streamDropGroup))
                        throw $TypeError(".prism.v1.Response.streamDropGroup: object expected");
                    message.streamDropGroup = $root.prism.v1.DropGroupResponse.fromObject(object.streamDropGroup, _depth + 1);
                }
                return message;
            };

            Response.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.id = 0;
                    object.more = false;
                    object.queueUs = 0;
                    object.backendUs = 0;
                    object.missedLevels = null;
                }
                if (message.id != null && $Object.hasOwnProperty.call(message, "id"))
                    object.id = message.id;
                if (message.more != null && $Object.hasOwnProperty.call(message, "more"))
                    object.more = message.more;
                if (message.error != null && $Object.hasOwnProperty.call(message, "error")) {
                    object.error = $root.prism.v1.Error.toObject(message.error, options, _depth + 1);
                    if (options.oneofs)
                        object.result = "error";
                }
                if (message.queueUs != null && $Object.hasOwnProperty.call(message, "queueUs"))
                    object.queueUs = message.queueUs;
                if (message.backendUs != null && $Object.hasOwnProperty.call(message, "backendUs"))
                    object.backendUs = message.backendUs;
                if (message.missedLevels != null && $Object.hasOwnProperty.call(message, "missedLevels"))
                    object.missedLevels = $root.prism.v1.MissedLevels.toObject(message.missedLevels, options, _depth + 1);
                if (message.kvGet != null && $Object.hasOwnProperty.call(message, "kvGet")) {
                    object.kvGet = $root.prism.v1.GetResponse.toObject(message.kvGet, options, _depth + 1);
                    if (options.oneofs)
                        object.result = "kvGet";
                }
                if (message.kvPut != null && $Object.hasOwnProperty.call(message, "kvPut")) {
                    object.kvPut = $root.prism.v1.PutResponse.toObject(message.kvPut, options, _depth + 1);
                    if (options.oneofs)
                        object.result = "kvPut";
                }
                if (message.kvDelete != null && $Object.hasOwnProperty.call(message, "kvDelete")) {
                    object.kvDelete = $root.prism.v1.DeleteResponse.toObject(message.kvDelete, options, _depth + 1);
                    if (options.oneofs)
                        object.result = "kvDelete";
                }
                if (message.kvScan != null && $Object.hasOwnProperty.call(message, "kvScan")) {
                    object.kvScan = $root.prism.v1.ScanResponse.toObject(message.kvScan, options, _depth + 1);
                    if (options.oneofs)
                        object.result = "kvScan";
                }
                if (message.kvBatchGet != null && $Object.hasOwnProperty.call(message, "kvBatchGet")) {
                    object.kvBatchGet = $root.prism.v1.BatchGetResponse.toObject(message.kvBatchGet, options, _depth + 1);
                    if (options.oneofs)
                        object.result = "kvBatchGet";
                }
                if (message.kvBatchPut != null && $Object.hasOwnProperty.call(message, "kvBatchPut")) {
                    object.kvBatchPut = $root.prism.v1.BatchPutResponse.toObject(message.kvBatchPut, options, _depth + 1);
                    if (options.oneofs)
                        object.result = "kvBatchPut";
                }
                if (message.kvBatchDelete != null && $Object.hasOwnProperty.call(message, "kvBatchDelete")) {
                    object.kvBatchDelete = $root.prism.v1.BatchDeleteResponse.toObject(message.kvBatchDelete, options, _depth + 1);
                    if (options.oneofs)
                        object.result = "kvBatchDelete";
                }
                if (message.kvExists != null && $Object.hasOwnProperty.call(message, "kvExists")) {
                    object.kvExists = $root.prism.v1.ExistsResponse.toObject(message.kvExists, options, _depth + 1);
                    if (options.oneofs)
                        object.result = "kvExists";
                }
                if (message.kvIncrement != null && $Object.hasOwnProperty.call(message, "kvIncrement")) {
                    object.kvIncrement = $root.prism.v1.IncrementResponse.toObject(message.kvIncrement, options, _depth + 1);
                    if (options.oneofs)
                        object.result = "kvIncrement";
                }
                if (message.kvTransact != null && $Object.hasOwnProperty.call(message, "kvTransact")) {
                    object.kvTransact = $root.prism.v1.TransactResponse.toObject(message.kvTransact, options, _depth + 1);
                    if (options.oneofs)
                        object.result = "kvTransact";
                }
                if (message.streamPublish != null && $Object.hasOwnProperty.call(message, "streamPublish")) {
                    object.streamPublish = $root.prism.v1.PublishResponse.toObject(message.streamPublish, options, _depth + 1);
                    if (options.oneofs)
                        object.result = "streamPublish";
                }
                if (message.streamBatchPublish != null && $Object.hasOwnProperty.call(message, "streamBatchPublish")) {
                    object.streamBatchPublish = $root.prism.v1.BatchPublishResponse.toObject(message.streamBatchPublish, options, _depth + 1);
                    if (options.oneofs)
                        object.result = "streamBatchPublish";
                }
                if (message.streamFetch != null && $Object.hasOwnProperty.call(message, "streamFetch")) {
                    object.streamFetch = $root.prism.v1.FetchResponse.toObject(message.streamFetch, options, _depth + 1);
                    if (options.oneofs)
                        object.result = "streamFetch";
                }
                if (message.streamAck != null && $Object.hasOwnProperty.call(message, "streamAck")) {
                    object.streamAck = $root.prism.v1.SettleResponse.toObject(message.streamAck, options, _depth + 1);
                    if (options.oneofs)
                        object.result = "streamAck";
                }
                if (message.streamNack != null && $Object.hasOwnProperty.call(message, "streamNack")) {
                    object.streamNack = $root.prism.v1.SettleResponse.toObject(message.streamNack, options, _depth + 1);
                    if (options.oneofs)
                        object.result = "streamNack";
                }
                if (message.streamExtend != null && $Object.hasOwnProperty.call(message, "streamExtend")) {
                    object.streamExtend = $root.prism.v1.SettleResponse.toObject(message.streamExtend, options, _depth + 1);
                    if (options.oneofs)
                        object.result = "streamExtend";
                }
                if (message.streamSubscribe != null && $Object.hasOwnProperty.call(message, "streamSubscribe")) {
                    object.streamSubscribe = $root.prism.v1.SubscribeResponse.toObject(message.streamSubscribe, options, _depth + 1);
                    if (options.oneofs)
                        object.result = "streamSubscribe";
                }
                if (message.streamCredit != null && $Object.hasOwnProperty.call(message, "streamCredit")) {
                    object.streamCredit = $root.prism.v1.CreditResponse.toObject(message.streamCredit, options, _depth + 1);
                    if (options.oneofs)
                        object.result = "streamCredit";
                }
                if (message.streamLeave != null && $Object.hasOwnProperty.call(message, "streamLeave")) {
                    object.streamLeave = $root.prism.v1.LeaveResponse.toObject(message.streamLeave, options, _depth + 1);
                    if (options.oneofs)
                        object.result = "streamLeave";
                }
                if (message.streamLag != null && $Object.hasOwnProperty.call(message, "streamLag")) {
                    object.streamLag = $root.prism.v1.LagResponse.toObject(message.streamLag, options, _depth + 1);
                    if (options.oneofs)
                        object.result = "streamLag";
                }
                if (message.streamSeek != null && $Object.hasOwnProperty.call(message, "streamSeek")) {
                    object.streamSeek = $root.prism.v1.SeekResponse.toObject(message.streamSeek, options, _depth + 1);
                    if (options.oneofs)
                        object.result = "streamSeek";
                }
                if (message.streamListDeadLetters != null && $Object.hasOwnProperty.call(message, "streamListDeadLetters")) {
                    object.streamListDeadLetters = $root.prism.v1.ListDeadLettersResponse.toObject(message.streamListDeadLetters, options, _depth + 1);
                    if (options.oneofs)
                        object.result = "streamListDeadLetters";
                }
                if (message.streamReplayDeadLetters != null && $Object.hasOwnProperty.call(message, "streamReplayDeadLetters")) {
                    object.streamReplayDeadLetters = $root.prism.v1.ReplayDeadLettersResponse.toObject(message.streamReplayDeadLetters, options, _depth + 1);
                    if (options.oneofs)
                        object.result = "streamReplayDeadLetters";
                }
                if (message.streamRemoveDeadLetters != null && $Object.hasOwnProperty.call(message, "streamRemoveDeadLetters")) {
                    object.streamRemoveDeadLetters = $root.prism.v1.RemoveDeadLettersResponse.toObject(message.streamRemoveDeadLetters, options, _depth + 1);
                    if (options.oneofs)
                        object.result = "streamRemoveDeadLetters";
                }
                if (message.streamListGroups != null && $Object.hasOwnProperty.call(message, "streamListGroups")) {
                    object.streamListGroups = $root.prism.v1.ListGroupsResponse.toObject(message.streamListGroups, options, _depth + 1);
                    if (options.oneofs)
                        object.result = "streamListGroups";
                }
                if (message.streamDropGroup != null && $Object.hasOwnProperty.call(message, "streamDropGroup")) {
                    object.streamDropGroup = $root.prism.v1.DropGroupResponse.toObject(message.streamDropGroup, options, _depth + 1);
                    if (options.oneofs)
                        object.result = "streamDropGroup";
                }
                return object;
            };

            Response.prototype.toJSON = function() {
                return Response.toObject(this, $protobuf.util.toJSONOptions);
            };

            return Response;
        })();

        v1.GetRequest = (function() {

            const GetRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            GetRequest.prototype.namespace = "";
            GetRequest.prototype.key = "";

            GetRequest.create = function(properties) {
                return new GetRequest(properties);
            };

            GetRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace") && message.namespace !== "")
                    writer.uint32(10).string(message.namespace);
                if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                    writer.uint32(18).string(message.key);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            GetRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.GetRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.namespace = value;
                            else
                                delete message.namespace;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.key = value;
                            else
                                delete message.key;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            GetRequest.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.GetRequest)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.GetRequest: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.GetRequest();
                if (object.namespace != null)
                    if (typeof object.namespace !== "string" || object.namespace.length)
                        message.namespace = $String(object.namespace);
                if (object.key != null)
                    if (typeof object.key !== "string" || object.key.length)
                        message.key = $String(object.key);
                return message;
            };

            GetRequest.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.namespace = "";
                    object.key = "";
                }
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace"))
                    object.namespace = message.namespace;
                if (message.key != null && $Object.hasOwnProperty.call(message, "key"))
                    object.key = message.key;
                return object;
            };

            GetRequest.prototype.toJSON = function() {
                return GetRequest.toObject(this, $protobuf.util.toJSONOptions);
            };

            return GetRequest;
        })();

        v1.GetResponse = (function() {

            const GetResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            GetResponse.prototype.found = false;
            GetResponse.prototype.value = $util.newBuffer([]);
            GetResponse.prototype.version = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
            GetResponse.prototype.expiresAtMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            GetResponse.create = function(properties) {
                return new GetResponse(properties);
            };

            GetResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.found != null && $Object.hasOwnProperty.call(message, "found") && message.found !== false)
                    writer.uint32(8).bool(message.found);
                if (message.value != null && $Object.hasOwnProperty.call(message, "value") && message.value.length)
                    writer.uint32(18).bytes(message.value);
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && (typeof message.version === "object" ? message.version.low || message.version.high : message.version !== 0))
                    writer.uint32(24).uint64(message.version);
                if (message.expiresAtMs != null && $Object.hasOwnProperty.call(message, "expiresAtMs") && (typeof message.expiresAtMs === "object" ? message.expiresAtMs.low || message.expiresAtMs.high : message.expiresAtMs !== 0))
                    writer.uint32(32).uint64(message.expiresAtMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            GetResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.GetResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.found = value;
                            else
                                delete message.found;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.value = value;
                            else
                                delete message.value;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.expiresAtMs = value;
                            else
                                delete message.expiresAtMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            GetResponse.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.GetResponse)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.GetResponse: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.GetResponse();
                if (object.found != null)
                    if (object.found)
                        message.found = $Boolean(object.found);
                if (object.value != null)
                    if (object.value.length)
                        if (typeof object.value === "string")
                            $util.base64.decode(object.value, message.value = $util.newBuffer($util.base64.length(object.value)), 0);
                        else if (object.value.length >= 0)
                            message.value = object.value;
                if (object.version != null)
                    if (typeof object.version === "object" ? object.version.low || object.version.high : $Number(object.version) !== 0)
                        if ($util.Long)
                            message.version = $util.Long.fromValue(object.version, true);
                        else if (typeof object.version === "string")
                            message.version = $parseInt(object.version, 10);
                        else if (typeof object.version === "number")
                            message.version = object.version;
                        else if (typeof object.version === "object")
                            message.version = new $util.LongBits(object.version.low >>> 0, object.version.high >>> 0).toNumber(true);
                if (object.expiresAtMs != null)
                    if (typeof object.expiresAtMs === "object" ? object.expiresAtMs.low || object.expiresAtMs.high : $Number(object.expiresAtMs) !== 0)
                        if ($util.Long)
                            message.expiresAtMs = $util.Long.fromValue(object.expiresAtMs, true);
                        else if (typeof object.expiresAtMs === "string")
                            message.expiresAtMs = $parseInt(object.expiresAtMs, 10);
                        else if (typeof object.expiresAtMs === "number")
                            message.expiresAtMs = object.expiresAtMs;
                        else if (typeof object.expiresAtMs === "object")
                            message.expiresAtMs = new $util.LongBits(object.expiresAtMs.low >>> 0, object.expiresAtMs.high >>> 0).toNumber(true);
                return message;
            };

            GetResponse.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.found = false;
                    if (options.bytes === $String)
                        object.value = "";
                    else {
                        object.value = [];
                        if (options.bytes !== $Array)
                            object.value = $util.newBuffer(object.value);
                    }
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.version = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.version = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.expiresAtMs = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.expiresAtMs = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                }
                if (message.found != null && $Object.hasOwnProperty.call(message, "found"))
                    object.found = message.found;
                if (message.value != null && $Object.hasOwnProperty.call(message, "value"))
                    object.value = options.bytes === $String ? $util.base64.encode(message.value, 0, message.value.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.value) : message.value;
                if (message.version != null && $Object.hasOwnProperty.call(message, "version"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.version = typeof message.version === "number" ? $BigInt(message.version) : $util.Long.fromBits(message.version.low >>> 0, message.version.high >>> 0, true).toBigInt();
                    else if (typeof message.version === "number")
                        object.version = options.longs === $String ? $String(message.version) : message.version;
                    else
                        object.version = options.longs === $String ? $util.Long.prototype.toString.call(message.version) : options.longs === $Number ? new $util.LongBits(message.version.low >>> 0, message.version.high >>> 0).toNumber(true) : message.version;
                if (message.expiresAtMs != null && $Object.hasOwnProperty.call(message, "expiresAtMs"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.expiresAtMs = typeof message.expiresAtMs === "number" ? $BigInt(message.expiresAtMs) : $util.Long.fromBits(message.expiresAtMs.low >>> 0, message.expiresAtMs.high >>> 0, true).toBigInt();
                    else if (typeof message.expiresAtMs === "number")
                        object.expiresAtMs = options.longs === $String ? $String(message.expiresAtMs) : message.expiresAtMs;
                    else
                        object.expiresAtMs = options.longs === $String ? $util.Long.prototype.toString.call(message.expiresAtMs) : options.longs === $Number ? new $util.LongBits(message.expiresAtMs.low >>> 0, message.expiresAtMs.high >>> 0).toNumber(true) : message.expiresAtMs;
                return object;
            };

            GetResponse.prototype.toJSON = function() {
                return GetResponse.toObject(this, $protobuf.util.toJSONOptions);
            };

            return GetResponse;
        })();

        v1.PutRequest = (function() {

            const PutRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            PutRequest.prototype.namespace = "";
            PutRequest.prototype.key = "";
            PutRequest.prototype.value = $util.newBuffer([]);
            PutRequest.prototype.ttlMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
            PutRequest.prototype.ifVersion = null;

            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(PutRequest.prototype, "_ifVersion", {
                get: $util.oneOfGetter($oneOfFields = ["ifVersion"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            PutRequest.create = function(properties) {
                return new PutRequest(properties);
            };

            PutRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace") && message.namespace !== "")
                    writer.uint32(10).string(message.namespace);
                if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                    writer.uint32(18).string(message.key);
                if (message.value != null && $Object.hasOwnProperty.call(message, "value") && message.value.length)
                    writer.uint32(26).bytes(message.value);
                if (message.ttlMs != null && $Object.hasOwnProperty.call(message, "ttlMs") && (typeof message.ttlMs === "object" ? message.ttlMs.low || message.ttlMs.high : message.ttlMs !== 0))
                    writer.uint32(32).uint64(message.ttlMs);
                if (message.ifVersion != null && $Object.hasOwnProperty.call(message, "ifVersion"))
                    writer.uint32(40).uint64(message.ifVersion);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            PutRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.PutRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.namespace = value;
                            else
                                delete message.namespace;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.key = value;
                            else
                                delete message.key;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.value = value;
                            else
                                delete message.value;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.ttlMs = value;
                            else
                                delete message.ttlMs;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            message.ifVersion = reader.uint64();
                            message._ifVersion = "ifVersion";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            PutRequest.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.PutRequest)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.PutRequest: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.PutRequest();
                if (object.namespace != null)
                    if (typeof object.namespace !== "string" || object.namespace.length)
                        message.namespace = $String(object.namespace);
                if (object.key != null)
                    if (typeof object.key !== "string" || object.key.length)
                        message.key = $String(object.key);
                if (object.value != null)
                    if (object.value.length)
                        if (typeof object.value === "string")
                            $util.base64.decode(object.value, message.value = $util.newBuffer($util.base64.length(object.value)), 0);
                        else if (object.value.length >= 0)
                            message.value = object.value;
                if (object.ttlMs != null)
                    if (typeof object.ttlMs === "object" ? object.ttlMs.low || object.ttlMs.high : $Number(object.ttlMs) !== 0)
                        if ($util.Long)
                            message.ttlMs = $util.Long.fromValue(object.ttlMs, true);
                        else if (typeof object.ttlMs === "string")
                            message.ttlMs = $parseInt(object.ttlMs, 10);
                        else if (typeof object.ttlMs === "number")
                            message.ttlMs = object.ttlMs;
                        else if (typeof object.ttlMs === "object")
                            message.ttlMs = new $util.LongBits(object.ttlMs.low >>> 0, object.ttlMs.high >>> 0).toNumber(true);
                if (object.ifVersion != null)
                    if ($util.Long)
                        message.ifVersion = $util.Long.fromValue(object.ifVersion, true);
                    else if (typeof object.ifVersion === "string")
                        message.ifVersion = $parseInt(object.ifVersion, 10);
                    else if (typeof object.ifVersion === "number")
                        message.ifVersion = object.ifVersion;
                    else if (typeof object.ifVersion === "object")
                        message.ifVersion = new $util.LongBits(object.ifVersion.low >>> 0, object.ifVersion.high >>> 0).toNumber(true);
                return message;
            };

            PutRequest.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.namespace = "";
                    object.key = "";
                    if (options.bytes === $String)
                        object.value = "";
                    else {
                        object.value = [];
                        if (options.bytes !== $Array)
                            object.value = $util.newBuffer(object.value);
                    }
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.ttlMs = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.ttlMs = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                }
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace"))
                    object.namespace = message.namespace;
                if (message.key != null && $Object.hasOwnProperty.call(message, "key"))
                    object.key = message.key;
                if (message.value != null && $Object.hasOwnProperty.call(message, "value"))
                    object.value = options.bytes === $String ? $util.base64.encode(message.value, 0, message.value.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.value) : message.value;
                if (message.ttlMs != null && $Object.hasOwnProperty.call(message, "ttlMs"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.ttlMs = typeof message.ttlMs === "number" ? $BigInt(message.ttlMs) : $util.Long.fromBits(message.ttlMs.low >>> 0, message.ttlMs.high >>> 0, true).toBigInt();
                    else if (typeof message.ttlMs === "number")
                        object.ttlMs = options.longs === $String ? $String(message.ttlMs) : message.ttlMs;
                    else
                        object.ttlMs = options.longs === $String ? $util.Long.prototype.toString.call(message.ttlMs) : options.longs === $Number ? new $util.LongBits(message.ttlMs.low >>> 0, message.ttlMs.high >>> 0).toNumber(true) : message.ttlMs;
                if (message.ifVersion != null && $Object.hasOwnProperty.call(message, "ifVersion"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.ifVersion = typeof message.ifVersion === "number" ? $BigInt(message.ifVersion) : $util.Long.fromBits(message.ifVersion.low >>> 0, message.ifVersion.high >>> 0, true).toBigInt();
                    else if (typeof message.ifVersion === "number")
                        object.ifVersion = options.longs === $String ? $String(message.ifVersion) : message.ifVersion;
                    else
                        object.ifVersion = options.longs === $String ? $util.Long.prototype.toString.call(message.ifVersion) : options.longs === $Number ? new $util.LongBits(message.ifVersion.low >>> 0, message.ifVersion.high >>> 0).toNumber(true) : message.ifVersion;
                return object;
            };

            PutRequest.prototype.toJSON = function() {
                return PutRequest.toObject(this, $protobuf.util.toJSONOptions);
            };

            return PutRequest;
        })();

        v1.PutResponse = (function() {

            const PutResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            PutResponse.prototype.version = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
            PutResponse.prototype.replayed = false;

            PutResponse.create = function(properties) {
                return new PutResponse(properties);
            };

            PutResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && (typeof message.version === "object" ? message.version.low || message.version.high : message.version !== 0))
                    writer.uint32(8).uint64(message.version);
                if (message.replayed != null && $Object.hasOwnProperty.call(message, "replayed") && message.replayed !== false)
                    writer.uint32(16).bool(message.replayed);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            PutResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.PutResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.replayed = value;
                            else
                                delete message.replayed;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            PutResponse.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.PutResponse)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.PutResponse: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.PutResponse();
                if (object.version != null)
                    if (typeof object.version === "object" ? object.version.low || object.version.high : $Number(object.version) !== 0)
                        if ($util.Long)
                            message.version = $util.Long.fromValue(object.version, true);
                        else if (typeof object.version === "string")
                            message.version = $parseInt(object.version, 10);
                        else if (typeof object.version === "number")
                            message.version = object.version;
                        else if (typeof object.version === "object")
                            message.version = new $util.LongBits(object.version.low >>> 0, object.version.high >>> 0).toNumber(true);
                if (object.replayed != null)
                    if (object.replayed)
                        message.replayed = $Boolean(object.replayed);
                return message;
            };

            PutResponse.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.version = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.version = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    object.replayed = false;
                }
                if (message.version != null && $Object.hasOwnProperty.call(message, "version"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.version = typeof message.version === "number" ? $BigInt(message.version) : $util.Long.fromBits(message.version.low >>> 0, message.version.high >>> 0, true).toBigInt();
                    else if (typeof message.version === "number")
                        object.version = options.longs === $String ? $String(message.version) : message.version;
                    else
                        object.version = options.longs === $String ? $util.Long.prototype.toString.call(message.version) : options.longs === $Number ? new $util.LongBits(message.version.low >>> 0, message.version.high >>> 0).toNumber(true) : message.version;
                if (message.replayed != null && $Object.hasOwnProperty.call(message, "replayed"))
                    object.replayed = message.replayed;
                return object;
            };

            PutResponse.prototype.toJSON = function() {
                return PutResponse.toObject(this, $protobuf.util.toJSONOptions);
            };

            return PutResponse;
        })();

        v1.DeleteRequest = (function() {

            const DeleteRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            DeleteRequest.prototype.namespace = "";
            DeleteRequest.prototype.key = "";
            DeleteRequest.prototype.ifVersion = null;

            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(DeleteRequest.prototype, "_ifVersion", {
                get: $util.oneOfGetter($oneOfFields = ["ifVersion"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            DeleteRequest.create = function(properties) {
                return new DeleteRequest(properties);
            };

            DeleteRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace") && message.namespace !== "")
                    writer.uint32(10).string(message.namespace);
                if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                    writer.uint32(18).string(message.key);
                if (message.ifVersion != null && $Object.hasOwnProperty.call(message, "ifVersion"))
                    writer.uint32(24).uint64(message.ifVersion);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            DeleteRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.DeleteRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.namespace = value;
                            else
                                delete message.namespace;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.key = value;
                            else
                                delete message.key;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            message.ifVersion = reader.uint64();
                            message._ifVersion = "ifVersion";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            DeleteRequest.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.DeleteRequest)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.DeleteRequest: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.DeleteRequest();
                if (object.namespace != null)
                    if (typeof object.namespace !== "string" || object.namespace.length)
                        message.namespace = $String(object.namespace);
                if (object.key != null)
                    if (typeof object.key !== "string" || object.key.length)
                        message.key = $String(object.key);
                if (object.ifVersion != null)
                    if ($util.Long)
                        message.ifVersion = $util.Long.fromValue(object.ifVersion, true);
                    else if (typeof object.ifVersion === "string")
                        message.ifVersion = $parseInt(object.ifVersion, 10);
                    else if (typeof object.ifVersion === "number")
                        message.ifVersion = object.ifVersion;
                    else if (typeof object.ifVersion === "object")
                        message.ifVersion = new $util.LongBits(object.ifVersion.low >>> 0, object.ifVersion.high >>> 0).toNumber(true);
                return message;
            };

            DeleteRequest.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.namespace = "";
                    object.key = "";
                }
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace"))
                    object.namespace = message.namespace;
                if (message.key != null && $Object.hasOwnProperty.call(message, "key"))
                    object.key = message.key;
                if (message.ifVersion != null && $Object.hasOwnProperty.call(message, "ifVersion"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.ifVersion = typeof message.ifVersion === "number" ? $BigInt(message.ifVersion) : $util.Long.fromBits(message.ifVersion.low >>> 0, message.ifVersion.high >>> 0, true).toBigInt();
                    else if (typeof message.ifVersion === "number")
                        object.ifVersion = options.longs === $String ? $String(message.ifVersion) : message.ifVersion;
                    else
                        object.ifVersion = options.longs === $String ? $util.Long.prototype.toString.call(message.ifVersion) : options.longs === $Number ? new $util.LongBits(message.ifVersion.low >>> 0, message.ifVersion.high >>> 0).toNumber(true) : message.ifVersion;
                return object;
            };

            DeleteRequest.prototype.toJSON = function() {
                return DeleteRequest.toObject(this, $protobuf.util.toJSONOptions);
            };

            return DeleteRequest;
        })();

        v1.DeleteResponse = (function() {

            const DeleteResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            DeleteResponse.prototype.deleted = false;
            DeleteResponse.prototype.replayed = false;

            DeleteResponse.create = function(properties) {
                return new DeleteResponse(properties);
            };

            DeleteResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.deleted != null && $Object.hasOwnProperty.call(message, "deleted") && message.deleted !== false)
                    writer.uint32(8).bool(message.deleted);
                if (message.replayed != null && $Object.hasOwnProperty.call(message, "replayed") && message.replayed !== false)
                    writer.uint32(16).bool(message.replayed);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            DeleteResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.DeleteResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.deleted = value;
                            else
                                delete message.deleted;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.replayed = value;
                            else
                                delete message.replayed;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            DeleteResponse.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.DeleteResponse)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.DeleteResponse: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.DeleteResponse();
                if (object.deleted != null)
                    if (object.deleted)
                        message.deleted = $Boolean(object.deleted);
                if (object.replayed != null)
                    if (object.replayed)
                        message.replayed = $Boolean(object.replayed);
                return message;
            };

            DeleteResponse.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.deleted = false;
                    object.replayed = false;
                }
                if (message.deleted != null && $Object.hasOwnProperty.call(message, "deleted"))
                    object.deleted = message.deleted;
                if (message.replayed != null && $Object.hasOwnProperty.call(message, "replayed"))
                    object.replayed = message.replayed;
                return object;
            };

            DeleteResponse.prototype.toJSON = function() {
                return DeleteResponse.toObject(this, $protobuf.util.toJSONOptions);
            };

            return DeleteResponse;
        })();

        v1.ScanRequest = (function() {

            const ScanRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            ScanRequest.prototype.namespace = "";
            ScanRequest.prototype.prefix = "";
            ScanRequest.prototype.start = "";
            ScanRequest.prototype.end = "";
            ScanRequest.prototype.pageSize = 0;
            ScanRequest.prototype.pageToken = "";
            ScanRequest.prototype.keysOnly = false;

            ScanRequest.create = function(properties) {
                return new ScanRequest(properties);
            };

            ScanRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace") && message.namespace !== "")
                    writer.uint32(10).string(message.namespace);
                if (message.prefix != null && $Object.hasOwnProperty.call(message, "prefix") && message.prefix !== "")
                    writer.uint32(18).string(message.prefix);
                if (message.start != null && $Object.hasOwnProperty.call(message, "start") && message.start !== "")
                    writer.uint32(26).string(message.start);
                if (message.end != null && $Object.hasOwnProperty.call(message, "end") && message.end !== "")
                    writer.uint32(34).string(message.end);
                if (message.pageSize != null && $Object.hasOwnProperty.call(message, "pageSize") && message.pageSize !== 0)
                    writer.uint32(40).uint32(message.pageSize);
                if (message.pageToken != null && $Object.hasOwnProperty.call(message, "pageToken") && message.pageToken !== "")
                    writer.uint32(50).string(message.pageToken);
                if (message.keysOnly != null && $Object.hasOwnProperty.call(message, "keysOnly") && message.keysOnly !== false)
                    writer.uint32(56).bool(message.keysOnly);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            ScanRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.ScanRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.namespace = value;
                            else
                                delete message.namespace;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.prefix = value;
                            else
                                delete message.prefix;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.start = value;
                            else
                                delete message.start;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.end = value;
                            else
                                delete message.end;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.pageSize = value;
                            else
                                delete message.pageSize;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.pageToken = value;
                            else
                                delete message.pageToken;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.keysOnly = value;
                            else
                                delete message.keysOnly;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            ScanRequest.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.ScanRequest)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.ScanRequest: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.ScanRequest();
                if (object.namespace != null)
                    if (typeof object.namespace !== "string" || object.namespace.length)
                        message.namespace = $String(object.namespace);
                if (object.prefix != null)
                    if (typeof object.prefix !== "string" || object.prefix.length)
                        message.prefix = $String(object.prefix);
                if (object.start != null)
                    if (typeof object.start !== "string" || object.start.length)
                        message.start = $String(object.start);
                if (object.end != null)
                    if (typeof object.end !== "string" || object.end.length)
                        message.end = $String(object.end);
                if (object.pageSize != null)
                    if ($Number(object.pageSize) !== 0)
                        message.pageSize = object.pageSize >>> 0;
                if (object.pageToken != null)
                    if (typeof object.pageToken !== "string" || object.pageToken.length)
                        message.pageToken = $String(object.pageToken);
                if (object.keysOnly != null)
                    if (object.keysOnly)
                        message.keysOnly = $Boolean(object.keysOnly);
                return message;
            };

            ScanRequest.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.namespace = "";
                    object.prefix = "";
                    object.start = "";
                    object.end = "";
                    object.pageSize = 0;
                    object.pageToken = "";
                    object.keysOnly = false;
                }
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace"))
                    object.namespace = message.namespace;
                if (message.prefix != null && $Object.hasOwnProperty.call(message, "prefix"))
                    object.prefix = message.prefix;
                if (message.start != null && $Object.hasOwnProperty.call(message, "start"))
                    object.start = message.start;
                if (message.end != null && $Object.hasOwnProperty.call(message, "end"))
                    object.end = message.end;
                if (message.pageSize != null && $Object.hasOwnProperty.call(message, "pageSize"))
                    object.pageSize = message.pageSize;
                if (message.pageToken != null && $Object.hasOwnProperty.call(message, "pageToken"))
                    object.pageToken = message.pageToken;
                if (message.keysOnly != null && $Object.hasOwnProperty.call(message, "keysOnly"))
                    object.keysOnly = message.keysOnly;
                return object;
            };

            ScanRequest.prototype.toJSON = function() {
                return ScanRequest.toObject(this, $protobuf.util.toJSONOptions);
            };

            return ScanRequest;
        })();

        v1.Item = (function() {

            const Item = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            Item.prototype.key = "";
            Item.prototype.value = $util.newBuffer([]);
            Item.prototype.version = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
            Item.prototype.expiresAtMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            Item.create = function(properties) {
                return new Item(properties);
            };

            Item.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                    writer.uint32(10).string(message.key);
                if (message.value != null && $Object.hasOwnProperty.call(message, "value") && message.value.length)
                    writer.uint32(18).bytes(message.value);
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && (typeof message.version === "object" ? message.version.low || message.version.high : message.version !== 0))
                    writer.uint32(24).uint64(message.version);
                if (message.expiresAtMs != null && $Object.hasOwnProperty.call(message, "expiresAtMs") && (typeof message.expiresAtMs === "object" ? message.expiresAtMs.low || message.expiresAtMs.high : message.expiresAtMs !== 0))
                    writer.uint32(32).uint64(message.expiresAtMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            Item.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.Item();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.key = value;
                            else
                                delete message.key;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.value = value;
                            else
                                delete message.value;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.expiresAtMs = value;
                            else
                                delete message.expiresAtMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            Item.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.Item)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.Item: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.Item();
                if (object.key != null)
                    if (typeof object.key !== "string" || object.key.length)
                        message.key = $String(object.key);
                if (object.value != null)
                    if (object.value.length)
                        if (typeof object.value === "string")
                            $util.base64.decode(object.value, message.value = $util.newBuffer($util.base64.length(object.value)), 0);
                        else if (object.value.length >= 0)
                            message.value = object.value;
                if (object.version != null)
                    if (typeof object.version === "object" ? object.version.low || object.version.high : $Number(object.version) !== 0)
                        if ($util.Long)
                            message.version = $util.Long.fromValue(object.version, true);
                        else if (typeof object.version === "string")
                            message.version = $parseInt(object.version, 10);
                        else if (typeof object.version === "number")
                            message.version = object.version;
                        else if (typeof object.version === "object")
                            message.version = new $util.LongBits(object.version.low >>> 0, object.version.high >>> 0).toNumber(true);
                if (object.expiresAtMs != null)
                    if (typeof object.expiresAtMs === "object" ? object.expiresAtMs.low || object.expiresAtMs.high : $Number(object.expiresAtMs) !== 0)
                        if ($util.Long)
                            message.expiresAtMs = $util.Long.fromValue(object.expiresAtMs, true);
                        else if (typeof object.expiresAtMs === "string")
                            message.expiresAtMs = $parseInt(object.expiresAtMs, 10);
                        else if (typeof object.expiresAtMs === "number")
                            message.expiresAtMs = object.expiresAtMs;
                        else if (typeof object.expiresAtMs === "object")
                            message.expiresAtMs = new $util.LongBits(object.expiresAtMs.low >>> 0, object.expiresAtMs.high >>> 0).toNumber(true);
                return message;
            };

            Item.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.key = "";
                    if (options.bytes === $String)
                        object.value = "";
                    else {
                        object.value = [];
                        if (options.bytes !== $Array)
                            object.value = $util.newBuffer(object.value);
                    }
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.version = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.version = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.expiresAtMs = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.expiresAtMs = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                }
                if (message.key != null && $Object.hasOwnProperty.call(message, "key"))
                    object.key = message.key;
                if (message.value != null && $Object.hasOwnProperty.call(message, "value"))
                    object.value = options.bytes === $String ? $util.base64.encode(message.value, 0, message.value.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.value) : message.value;
                if (message.version != null && $Object.hasOwnProperty.call(message, "version"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.version = typeof message.version === "number" ? $BigInt(message.version) : $util.Long.fromBits(message.version.low >>> 0, message.version.high >>> 0, true).toBigInt();
                    else if (typeof message.version === "number")
                        object.version = options.longs === $String ? $String(message.version) : message.version;
                    else
                        object.version = options.longs === $String ? $util.Long.prototype.toString.call(message.version) : options.longs === $Number ? new $util.LongBits(message.version.low >>> 0, message.version.high >>> 0).toNumber(true) : message.version;
                if (message.expiresAtMs != null && $Object.hasOwnProperty.call(message, "expiresAtMs"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.expiresAtMs = typeof message.expiresAtMs === "number" ? $BigInt(message.expiresAtMs) : $util.Long.fromBits(message.expiresAtMs.low >>> 0, message.expiresAtMs.high >>> 0, true).toBigInt();
                    else if (typeof message.expiresAtMs === "number")
                        object.expiresAtMs = options.longs === $String ? $String(message.expiresAtMs) : message.expiresAtMs;
                    else
                        object.expiresAtMs = options.longs === $String ? $util.Long.prototype.toString.call(message.expiresAtMs) : options.longs === $Number ? new $util.LongBits(message.expiresAtMs.low >>> 0, message.expiresAtMs.high >>> 0).toNumber(true) : message.expiresAtMs;
                return object;
            };

            Item.prototype.toJSON = function() {
                return Item.toObject(this, $protobuf.util.toJSONOptions);
            };

            return Item;
        })();

        v1.ScanResponse = (function() {

            const ScanResponse = function (properties) {
                this.items = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            ScanResponse.prototype.items = $util.emptyArray;
            ScanResponse.prototype.nextPageToken = "";

            ScanResponse.create = function(properties) {
                return new ScanResponse(properties);
            };

            ScanResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.items != null && message.items.length)
                    for (let i = 0; i < message.items.length; ++i)
                        $root.prism.v1.Item.encode(message.items[i], writer.uint32(10).fork(), _depth + 1).ldelim();
                if (message.nextPageToken != null && $Object.hasOwnProperty.call(message, "nextPageToken") && message.nextPageToken !== "")
                    writer.uint32(18).string(message.nextPageToken);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            ScanResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.ScanResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.items && message.items.length))
                                message.items = [];
                            message.items.push($root.prism.v1.Item.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.nextPageToken = value;
                            else
                                delete message.nextPageToken;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            ScanResponse.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.ScanResponse)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.ScanResponse: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.ScanResponse();
                if (object.items) {
                    if (!$Array.isArray(object.items))
                        throw $TypeError(".prism.v1.ScanResponse.items: array expected");
                    message.items = $Array(object.items.length);
                    for (let i = 0; i < object.items.length; ++i) {
                        if (!$util.isObject(object.items[i]))
                            throw $TypeError(".prism.v1.ScanResponse.items: object expected");
                        message.items[i] = $root.prism.v1.Item.fromObject(object.items[i], _depth + 1);
                    }
                }
                if (object.nextPageToken != null)
                    if (typeof object.nextPageToken !== "string" || object.nextPageToken.length)
                        message.nextPageToken = $String(object.nextPageToken);
                return message;
            };

            ScanResponse.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.items = [];
                if (options.defaults)
                    object.nextPageToken = "";
                if (message.items && message.items.length) {
                    object.items = $Array(message.items.length);
                    for (let j = 0; j < message.items.length; ++j)
                        object.items[j] = $root.prism.v1.Item.toObject(message.items[j], options, _depth + 1);
                }
                if (message.nextPageToken != null && $Object.hasOwnProperty.call(message, "nextPageToken"))
                    object.nextPageToken = message.nextPageToken;
                return object;
            };

            ScanResponse.prototype.toJSON = function() {
                return ScanResponse.toObject(this, $protobuf.util.toJSONOptions);
            };

            return ScanResponse;
        })();

        v1.BatchGetRequest = (function() {

            const BatchGetRequest = function (properties) {
                this.keys = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            BatchGetRequest.prototype.namespace = "";
            BatchGetRequest.prototype.keys = $util.emptyArray;

            BatchGetRequest.create = function(properties) {
                return new BatchGetRequest(properties);
            };

            BatchGetRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace") && message.namespace !== "")
                    writer.uint32(10).string(message.namespace);
                if (message.keys != null && message.keys.length)
                    for (let i = 0; i < message.keys.length; ++i)
                        writer.uint32(18).string(message.keys[i]);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            BatchGetRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.BatchGetRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.namespace = value;
                            else
                                delete message.namespace;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.keys && message.keys.length))
                                message.keys = [];
                            message.keys.push(reader.stringVerify());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            BatchGetRequest.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.BatchGetRequest)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.BatchGetRequest: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.BatchGetRequest();
                if (object.namespace != null)
                    if (typeof object.namespace !== "string" || object.namespace.length)
                        message.namespace = $String(object.namespace);
                if (object.keys) {
                    if (!$Array.isArray(object.keys))
                        throw $TypeError(".prism.v1.BatchGetRequest.keys: array expected");
                    message.keys = $Array(object.keys.length);
                    for (let i = 0; i < object.keys.length; ++i)
                        message.keys[i] = $String(object.keys[i]);
                }
                return message;
            };

            BatchGetRequest.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.keys = [];
                if (options.defaults)
                    object.namespace = "";
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace"))
                    object.namespace = message.namespace;
                if (message.keys && message.keys.length) {
                    object.keys = $Array(message.keys.length);
                    for (let j = 0; j < message.keys.length; ++j)
                        object.keys[j] = message.keys[j];
                }
                return object;
            };

            BatchGetRequest.prototype.toJSON = function() {
                return BatchGetRequest.toObject(this, $protobuf.util.toJSONOptions);
            };

            return BatchGetRequest;
        })();

        v1.BatchGetResponse = (function() {

            const BatchGetResponse = function (properties) {
                this.results = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            BatchGetResponse.prototype.results = $util.emptyArray;

            BatchGetResponse.create = function(properties) {
                return new BatchGetResponse(properties);
            };

            BatchGetResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.results != null && message.results.length)
                    for (let i = 0; i < message.results.length; ++i)
                        $root.prism.v1.BatchGetResult.encode(message.results[i], writer.uint32(10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            BatchGetResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.BatchGetResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.results && message.results.length))
                                message.results = [];
                            message.results.push($root.prism.v1.BatchGetResult.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            BatchGetResponse.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.BatchGetResponse)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.BatchGetResponse: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.BatchGetResponse();
                if (object.results) {
                    if (!$Array.isArray(object.results))
                        throw $TypeError(".prism.v1.BatchGetResponse.results: array expected");
                    message.results = $Array(object.results.length);
                    for (let i = 0; i < object.results.length; ++i) {
                        if (!$util.isObject(object.results[i]))
                            throw $TypeError(".prism.v1.BatchGetResponse.results: object expected");
                        message.results[i] = $root.prism.v1.BatchGetResult.fromObject(object.results[i], _depth + 1);
                    }
                }
                return message;
            };

            BatchGetResponse.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.results = [];
                if (message.results && message.results.length) {
                    object.results = $Array(message.results.length);
                    for (let j = 0; j < message.results.length; ++j)
                        object.results[j] = $root.prism.v1.BatchGetResult.toObject(message.results[j], options, _depth + 1);
                }
                return object;
            };

            BatchGetResponse.prototype.toJSON = function() {
                return BatchGetResponse.toObject(this, $protobuf.util.toJSONOptions);
            };

            return BatchGetResponse;
        })();

        v1.BatchGetResult = (function() {

            const BatchGetResult = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            BatchGetResult.prototype.found = false;
            BatchGetResult.prototype.value = $util.newBuffer([]);
            BatchGetResult.prototype.version = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
            BatchGetResult.prototype.expiresAtMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
            BatchGetResult.prototype.error = null;

            BatchGetResult.create = function(properties) {
                return new BatchGetResult(properties);
            };

            BatchGetResult.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.found != null && $Object.hasOwnProperty.call(message, "found") && message.found !== false)
                    writer.uint32(8).bool(message.found);
                if (message.value != null && $Object.hasOwnProperty.call(message, "value") && message.value.length)
                    writer.uint32(18).bytes(message.value);
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && (typeof message.version === "object" ? message.version.low || message.version.high : message.version !== 0))
                    writer.uint32(24).uint64(message.version);
                if (message.expiresAtMs != null && $Object.hasOwnProperty.call(message, "expiresAtMs") && (typeof message.expiresAtMs === "object" ? message.expiresAtMs.low || message.expiresAtMs.high : message.expiresAtMs !== 0))
                    writer.uint32(32).uint64(message.expiresAtMs);
                if (message.error != null && $Object.hasOwnProperty.call(message, "error"))
                    $root.prism.v1.Error.encode(message.error, writer.uint32(42).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            BatchGetResult.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.BatchGetResult();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.found = value;
                            else
                                delete message.found;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.value = value;
                            else
                                delete message.value;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.expiresAtMs = value;
                            else
                                delete message.expiresAtMs;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            message.error = $root.prism.v1.Error.decode(reader, reader.size(), $undefined, _depth + 1, message.error);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            BatchGetResult.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.BatchGetResult)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.BatchGetResult: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.BatchGetResult();
                if (object.found != null)
                    if (object.found)
                        message.found = $Boolean(object.found);
                if (object.value != null)
                    if (object.value.length)
                        if (typeof object.value === "string")
                            $util.base64.decode(object.value, message.value = $util.newBuffer($util.base64.length(object.value)), 0);
                        else if (object.value.length >= 0)
                            message.value = object.value;
                if (object.version != null)
                    if (typeof object.version === "object" ? object.version.low || object.version.high : $Number(object.version) !== 0)
                        if ($util.Long)
                            message.version = $util.Long.fromValue(object.version, true);
                        else if (typeof object.version === "string")
                            message.version = $parseInt(object.version, 10);
                        else if (typeof object.version === "number")
                            message.version = object.version;
                        else if (typeof object.version === "object")
                            message.version = new $util.LongBits(object.version.low >>> 0, object.version.high >>> 0).toNumber(true);
                if (object.expiresAtMs != null)
                    if (typeof object.expiresAtMs === "object" ? object.expiresAtMs.low || object.expiresAtMs.high : $Number(object.expiresAtMs) !== 0)
                        if ($util.Long)
                            message.expiresAtMs = $util.Long.fromValue(object.expiresAtMs, true);
                        else if (typeof object.expiresAtMs === "string")
                            message.expiresAtMs = $parseInt(object.expiresAtMs, 10);
                        else if (typeof object.expiresAtMs === "number")
                            message.expiresAtMs = object.expiresAtMs;
                        else if (typeof object.expiresAtMs === "object")
                            message.expiresAtMs = new $util.LongBits(object.expiresAtMs.low >>> 0, object.expiresAtMs.high >>> 0).toNumber(true);
                if (object.error != null) {
                    if (!$util.isObject(object.error))
                        throw $TypeError(".prism.v1.BatchGetResult.error: object expected");
                    message.error = $root.prism.v1.Error.fromObject(object.error, _depth + 1);
                }
                return message;
            };

            BatchGetResult.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.found = false;
                    if (options.bytes === $String)
                        object.value = "";
                    else {
                        object.value = [];
                        if (options.bytes !== $Array)
                            object.value = $util.newBuffer(object.value);
                    }
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.version = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.version = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.expiresAtMs = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.expiresAtMs = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    object.error = null;
                }
                if (message.found != null && $Object.hasOwnProperty.call(message, "found"))
                    object.found = message.found;
                if (message.value != null && $Object.hasOwnProperty.call(message, "value"))
                    object.value = options.bytes === $String ? $util.base64.encode(message.value, 0, message.value.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.value) : message.value;
                if (message.version != null && $Object.hasOwnProperty.call(message, "version"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.version = typeof message.version === "number" ? $BigInt(message.version) : $util.Long.fromBits(message.version.low >>> 0, message.version.high >>> 0, true).toBigInt();
                    else if (typeof message.version === "number")
                        object.version = options.longs === $String ? $String(message.version) : message.version;
                    else
                        object.version = options.longs === $String ? $util.Long.prototype.toString.call(message.version) : options.longs === $Number ? new $util.LongBits(message.version.low >>> 0, message.version.high >>> 0).toNumber(true) : message.version;
                if (message.expiresAtMs != null && $Object.hasOwnProperty.call(message, "expiresAtMs"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.expiresAtMs = typeof message.expiresAtMs === "number" ? $BigInt(message.expiresAtMs) : $util.Long.fromBits(message.expiresAtMs.low >>> 0, message.expiresAtMs.high >>> 0, true).toBigInt();
                    else if (typeof message.expiresAtMs === "number")
                        object.expiresAtMs = options.longs === $String ? $String(message.expiresAtMs) : message.expiresAtMs;
                    else
                        object.expiresAtMs = options.longs === $String ? $util.Long.prototype.toString.call(message.expiresAtMs) : options.longs === $Number ? new $util.LongBits(message.expiresAtMs.low >>> 0, message.expiresAtMs.high >>> 0).toNumber(true) : message.expiresAtMs;
                if (message.error != null && $Object.hasOwnProperty.call(message, "error"))
                    object.error = $root.prism.v1.Error.toObject(message.error, options, _depth + 1);
                return object;
            };

            BatchGetResult.prototype.toJSON = function() {
                return BatchGetResult.toObject(this, $protobuf.util.toJSONOptions);
            };

            return BatchGetResult;
        })();

        v1.BatchPutRequest = (function() {

            const BatchPutRequest = function (properties) {
                this.items = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            BatchPutRequest.prototype.namespace = "";
            BatchPutRequest.prototype.items = $util.emptyArray;

            BatchPutRequest.create = function(properties) {
                return new BatchPutRequest(properties);
            };

            BatchPutRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace") && message.namespace !== "")
                    writer.uint32(10).string(message.namespace);
                if (message.items != null && message.items.length)
                    for (let i = 0; i < message.items.length; ++i)
                        $root.prism.v1.BatchPutItem.encode(message.items[i], writer.uint32(18).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            BatchPutRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.BatchPutRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.namespace = value;
                            else
                                delete message.namespace;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.items && message.items.length))
                                message.items = [];
                            message.items.push($root.prism.v1.BatchPutItem.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            BatchPutRequest.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.BatchPutRequest)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.BatchPutRequest: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.BatchPutRequest();
                if (object.namespace != null)
                    if (typeof object.namespace !== "string" || object.namespace.length)
                        message.namespace = $String(object.namespace);
                if (object.items) {
                    if (!$Array.isArray(object.items))
                        throw $TypeError(".prism.v1.BatchPutRequest.items: array expected");
                    message.items = $Array(object.items.length);
                    for (let i = 0; i < object.items.length; ++i) {
                        if (!$util.isObject(object.items[i]))
                            throw $TypeError(".prism.v1.BatchPutRequest.items: object expected");
                        message.items[i] = $root.prism.v1.BatchPutItem.fromObject(object.items[i], _depth + 1);
                    }
                }
                return message;
            };

            BatchPutRequest.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.items = [];
                if (options.defaults)
                    object.namespace = "";
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace"))
                    object.namespace = message.namespace;
                if (message.items && message.items.length) {
                    object.items = $Array(message.items.length);
                    for (let j = 0; j < message.items.length; ++j)
                        object.items[j] = $root.prism.v1.BatchPutItem.toObject(message.items[j], options, _depth + 1);
                }
                return object;
            };

            BatchPutRequest.prototype.toJSON = function() {
                return BatchPutRequest.toObject(this, $protobuf.util.toJSONOptions);
            };

            return BatchPutRequest;
        })();

        v1.BatchPutItem = (function() {

            const BatchPutItem = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            BatchPutItem.prototype.key = "";
            BatchPutItem.prototype.value = $util.newBuffer([]);
            BatchPutItem.prototype.ttlMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
            BatchPutItem.prototype.ifVersion = null;

            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(BatchPutItem.prototype, "_ifVersion", {
                get: $util.oneOfGetter($oneOfFields = ["ifVersion"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            BatchPutItem.create = function(properties) {
                return new BatchPutItem(properties);
            };

            BatchPutItem.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                    writer.uint32(10).string(message.key);
                if (message.value != null && $Object.hasOwnProperty.call(message, "value") && message.value.length)
                    writer.uint32(18).bytes(message.value);
                if (message.ttlMs != null && $Object.hasOwnProperty.call(message, "ttlMs") && (typeof message.ttlMs === "object" ? message.ttlMs.low || message.ttlMs.high : message.ttlMs !== 0))
                    writer.uint32(24).uint64(message.ttlMs);
                if (message.ifVersion != null && $Object.hasOwnProperty.call(message, "ifVersion"))
                    writer.uint32(32).uint64(message.ifVersion);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            BatchPutItem.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.BatchPutItem();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.key = value;
                            else
                                delete message.key;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.value = value;
                            else
                                delete message.value;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.ttlMs = value;
                            else
                                delete message.ttlMs;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            message.ifVersion = reader.uint64();
                            message._ifVersion = "ifVersion";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            BatchPutItem.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.BatchPutItem)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.BatchPutItem: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.BatchPutItem();
                if (object.key != null)
                    if (typeof object.key !== "string" || object.key.length)
                        message.key = $String(object.key);
                if (object.value != null)
                    if (object.value.length)
                        if (typeof object.value === "string")
                            $util.base64.decode(object.value, message.value = $util.newBuffer($util.base64.length(object.value)), 0);
                        else if (object.value.length >= 0)
                            message.value = object.value;
                if (object.ttlMs != null)
                    if (typeof object.ttlMs === "object" ? object.ttlMs.low || object.ttlMs.high : $Number(object.ttlMs) !== 0)
                        if ($util.Long)
                            message.ttlMs = $util.Long.fromValue(object.ttlMs, true);
                        else if (typeof object.ttlMs === "string")
                            message.ttlMs = $parseInt(object.ttlMs, 10);
                        else if (typeof object.ttlMs === "number")
                            message.ttlMs = object.ttlMs;
                        else if (typeof object.ttlMs === "object")
                            message.ttlMs = new $util.LongBits(object.ttlMs.low >>> 0, object.ttlMs.high >>> 0).toNumber(true);
                if (object.ifVersion != null)
                    if ($util.Long)
                        message.ifVersion = $util.Long.fromValue(object.ifVersion, true);
                    else if (typeof object.ifVersion === "string")
                        message.ifVersion = $parseInt(object.ifVersion, 10);
                    else if (typeof object.ifVersion === "number")
                        message.ifVersion = object.ifVersion;
                    else if (typeof object.ifVersion === "object")
                        message.ifVersion = new $util.LongBits(object.ifVersion.low >>> 0, object.ifVersion.high >>> 0).toNumber(true);
                return message;
            };

            BatchPutItem.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.key = "";
                    if (options.bytes === $String)
                        object.value = "";
                    else {
                        object.value = [];
                        if (options.bytes !== $Array)
                            object.value = $util.newBuffer(object.value);
                    }
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.ttlMs = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.ttlMs = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                }
                if (message.key != null && $Object.hasOwnProperty.call(message, "key"))
                    object.key = message.key;
                if (message.value != null && $Object.hasOwnProperty.call(message, "value"))
                    object.value = options.bytes === $String ? $util.base64.encode(message.value, 0, message.value.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.value) : message.value;
                if (message.ttlMs != null && $Object.hasOwnProperty.call(message, "ttlMs"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.ttlMs = typeof message.ttlMs === "number" ? $BigInt(message.ttlMs) : $util.Long.fromBits(message.ttlMs.low >>> 0, message.ttlMs.high >>> 0, true).toBigInt();
                    else if (typeof message.ttlMs === "number")
                        object.ttlMs = options.longs === $String ? $String(message.ttlMs) : message.ttlMs;
                    else
                        object.ttlMs = options.longs === $String ? $util.Long.prototype.toString.call(message.ttlMs) : options.longs === $Number ? new $util.LongBits(message.ttlMs.low >>> 0, message.ttlMs.high >>> 0).toNumber(true) : message.ttlMs;
                if (message.ifVersion != null && $Object.hasOwnProperty.call(message, "ifVersion"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.ifVersion = typeof message.ifVersion === "number" ? $BigInt(message.ifVersion) : $util.Long.fromBits(message.ifVersion.low >>> 0, message.ifVersion.high >>> 0, true).toBigInt();
                    else if (typeof message.ifVersion === "number")
                        object.ifVersion = options.longs === $String ? $String(message.ifVersion) : message.ifVersion;
                    else
                        object.ifVersion = options.longs === $String ? $util.Long.prototype.toString.call(message.ifVersion) : options.longs === $Number ? new $util.LongBits(message.ifVersion.low >>> 0, message.ifVersion.high >>> 0).toNumber(true) : message.ifVersion;
                return object;
            };

            BatchPutItem.prototype.toJSON = function() {
                return BatchPutItem.toObject(this, $protobuf.util.toJSONOptions);
            };

            return BatchPutItem;
        })();

        v1.BatchPutResponse = (function() {

            const BatchPutResponse = function (properties) {
                this.results = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            BatchPutResponse.prototype.results = $util.emptyArray;
            BatchPutResponse.prototype.replayed = false;

            BatchPutResponse.create = function(properties) {
                return new BatchPutResponse(properties);
            };

            BatchPutResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.results != null && message.results.length)
                    for (let i = 0; i < message.results.length; ++i)
                        $root.prism.v1.BatchPutResult.encode(message.results[i], writer.uint32(10).fork(), _depth + 1).ldelim();
                if (message.replayed != null && $Object.hasOwnProperty.call(message, "replayed") && message.replayed !== false)
                    writer.uint32(16).bool(message.replayed);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            BatchPutResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.BatchPutResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.results && message.results.length))
                                message.results = [];
                            message.results.push($root.prism.v1.BatchPutResult.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.replayed = value;
                            else
                                delete message.replayed;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            BatchPutResponse.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.BatchPutResponse)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.BatchPutResponse: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.BatchPutResponse();
                if (object.results) {
                    if (!$Array.isArray(object.results))
                        throw $TypeError(".prism.v1.BatchPutResponse.results: array expected");
                    message.results = $Array(object.results.length);
                    for (let i = 0; i < object.results.length; ++i) {
                        if (!$util.isObject(object.results[i]))
                            throw $TypeError(".prism.v1.BatchPutResponse.results: object expected");
                        message.results[i] = $root.prism.v1.BatchPutResult.fromObject(object.results[i], _depth + 1);
                    }
                }
                if (object.replayed != null)
                    if (object.replayed)
                        message.replayed = $Boolean(object.replayed);
                return message;
            };

            BatchPutResponse.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.results = [];
                if (options.defaults)
                    object.replayed = false;
                if (message.results && message.results.length) {
                    object.results = $Array(message.results.length);
                    for (let j = 0; j < message.results.length; ++j)
                        object.results[j] = $root.prism.v1.BatchPutResult.toObject(message.results[j], options, _depth + 1);
                }
                if (message.replayed != null && $Object.hasOwnProperty.call(message, "replayed"))
                    object.replayed = message.replayed;
                return object;
            };

            BatchPutResponse.prototype.toJSON = function() {
                return BatchPutResponse.toObject(this, $protobuf.util.toJSONOptions);
            };

            return BatchPutResponse;
        })();

        v1.BatchPutResult = (function() {

            const BatchPutResult = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            BatchPutResult.prototype.version = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
            BatchPutResult.prototype.error = null;

            BatchPutResult.create = function(properties) {
                return new BatchPutResult(properties);
            };

            BatchPutResult.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && (typeof message.version === "object" ? message.version.low || message.version.high : message.version !== 0))
                    writer.uint32(8).uint64(message.version);
                if (message.error != null && $Object.hasOwnProperty.call(message, "error"))
                    $root.prism.v1.Error.encode(message.error, writer.uint32(18).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            BatchPutResult.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.BatchPutResult();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.error = $root.prism.v1.Error.decode(reader, reader.size(), $undefined, _depth + 1, message.error);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            BatchPutResult.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.BatchPutResult)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.BatchPutResult: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.BatchPutResult();
                if (object.version != null)
                    if (typeof object.version === "object" ? object.version.low || object.version.high : $Number(object.version) !== 0)
                        if ($util.Long)
                            message.version = $util.Long.fromValue(object.version, true);
                        else if (typeof object.version === "string")
                            message.version = $parseInt(object.version, 10);
                        else if (typeof object.version === "number")
                            message.version = object.version;
                        else if (typeof object.version === "object")
                            message.version = new $util.LongBits(object.version.low >>> 0, object.version.high >>> 0).toNumber(true);
                if (object.error != null) {
                    if (!$util.isObject(object.error))
                        throw $TypeError(".prism.v1.BatchPutResult.error: object expected");
                    message.error = $root.prism.v1.Error.fromObject(object.error, _depth + 1);
                }
                return message;
            };

            BatchPutResult.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.version = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.version = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    object.error = null;
                }
                if (message.version != null && $Object.hasOwnProperty.call(message, "version"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.version = typeof message.version === "number" ? $BigInt(message.version) : $util.Long.fromBits(message.version.low >>> 0, message.version.high >>> 0, true).toBigInt();
                    else if (typeof message.version === "number")
                        object.version = options.longs === $String ? $String(message.version) : message.version;
                    else
                        object.version = options.longs === $String ? $util.Long.prototype.toString.call(message.version) : options.longs === $Number ? new $util.LongBits(message.version.low >>> 0, message.version.high >>> 0).toNumber(true) : message.version;
                if (message.error != null && $Object.hasOwnProperty.call(message, "error"))
                    object.error = $root.prism.v1.Error.toObject(message.error, options, _depth + 1);
                return object;
            };

            BatchPutResult.prototype.toJSON = function() {
                return BatchPutResult.toObject(this, $protobuf.util.toJSONOptions);
            };

            return BatchPutResult;
        })();

        v1.BatchDeleteRequest = (function() {

            const BatchDeleteRequest = function (properties) {
                this.items = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            BatchDeleteRequest.prototype.namespace = "";
            BatchDeleteRequest.prototype.items = $util.emptyArray;

            BatchDeleteRequest.create = function(properties) {
                return new BatchDeleteRequest(properties);
            };

            BatchDeleteRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace") && message.namespace !== "")
                    writer.uint32(10).string(message.namespace);
                if (message.items != null && message.items.length)
                    for (let i = 0; i < message.items.length; ++i)
                        $root.prism.v1.BatchDeleteItem.encode(message.items[i], writer.uint32(18).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            BatchDeleteRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.BatchDeleteRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.namespace = value;
                            else
                                delete message.namespace;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.items && message.items.length))
                                message.items = [];
                            message.items.push($root.prism.v1.BatchDeleteItem.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            BatchDeleteRequest.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.BatchDeleteRequest)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.BatchDeleteRequest: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.BatchDeleteRequest();
                if (object.namespace != null)
                    if (typeof object.namespace !== "string" || object.namespace.length)
                        message.namespace = $String(object.namespace);
                if (object.items) {
                    if (!$Array.isArray(object.items))
                        throw $TypeError(".prism.v1.BatchDeleteRequest.items: array expected");
                    message.items = $Array(object.items.length);
                    for (let i = 0; i < object.items.length; ++i) {
                        if (!$util.isObject(object.items[i]))
                            throw $TypeError(".prism.v1.BatchDeleteRequest.items: object expected");
                        message.items[i] = $root.prism.v1.BatchDeleteItem.fromObject(object.items[i], _depth + 1);
                    }
                }
                return message;
            };

            BatchDeleteRequest.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.items = [];
                if (options.defaults)
                    object.namespace = "";
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace"))
                    object.namespace = message.namespace;
                if (message.items && message.items.length) {
                    object.items = $Array(message.items.length);
                    for (let j = 0; j < message.items.length; ++j)
                        object.items[j] = $root.prism.v1.BatchDeleteItem.toObject(message.items[j], options, _depth + 1);
                }
                return object;
            };

            BatchDeleteRequest.prototype.toJSON = function() {
                return BatchDeleteRequest.toObject(this, $protobuf.util.toJSONOptions);
            };

            return BatchDeleteRequest;
        })();

        v1.BatchDeleteItem = (function() {

            const BatchDeleteItem = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            BatchDeleteItem.prototype.key = "";
            BatchDeleteItem.prototype.ifVersion = null;

            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(BatchDeleteItem.prototype, "_ifVersion", {
                get: $util.oneOfGetter($oneOfFields = ["ifVersion"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            BatchDeleteItem.create = function(properties) {
                return new BatchDeleteItem(properties);
            };

            BatchDeleteItem.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                    writer.uint32(10).string(message.key);
                if (message.ifVersion != null && $Object.hasOwnProperty.call(message, "ifVersion"))
                    writer.uint32(16).uint64(message.ifVersion);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            BatchDeleteItem.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.BatchDeleteItem();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.key = value;
                            else
                                delete message.key;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            message.ifVersion = reader.uint64();
                            message._ifVersion = "ifVersion";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            BatchDeleteItem.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.BatchDeleteItem)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.BatchDeleteItem: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.BatchDeleteItem();
                if (object.key != null)
                    if (typeof object.key !== "string" || object.key.length)
                        message.key = $String(object.key);
                if (object.ifVersion != null)
                    if ($util.Long)
                        message.ifVersion = $util.Long.fromValue(object.ifVersion, true);
                    else if (typeof object.ifVersion === "string")
                        message.ifVersion = $parseInt(object.ifVersion, 10);
                    else if (typeof object.ifVersion === "number")
                        message.ifVersion = object.ifVersion;
                    else if (typeof object.ifVersion === "object")
                        message.ifVersion = new $util.LongBits(object.ifVersion.low >>> 0, object.ifVersion.high >>> 0).toNumber(true);
                return message;
            };

            BatchDeleteItem.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults)
                    object.key = "";
                if (message.key != null && $Object.hasOwnProperty.call(message, "key"))
                    object.key = message.key;
                if (message.ifVersion != null && $Object.hasOwnProperty.call(message, "ifVersion"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.ifVersion = typeof message.ifVersion === "number" ? $BigInt(message.ifVersion) : $util.Long.fromBits(message.ifVersion.low >>> 0, message.ifVersion.high >>> 0, true).toBigInt();
                    else if (typeof message.ifVersion === "number")
                        object.ifVersion = options.longs === $String ? $String(message.ifVersion) : message.ifVersion;
                    else
                        object.ifVersion = options.longs === $String ? $util.Long.prototype.toString.call(message.ifVersion) : options.longs === $Number ? new $util.LongBits(message.ifVersion.low >>> 0, message.ifVersion.high >>> 0).toNumber(true) : message.ifVersion;
                return object;
            };

            BatchDeleteItem.prototype.toJSON = function() {
                return BatchDeleteItem.toObject(this, $protobuf.util.toJSONOptions);
            };

            return BatchDeleteItem;
        })();

        v1.BatchDeleteResponse = (function() {

            const BatchDeleteResponse = function (properties) {
                this.results = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            BatchDeleteResponse.prototype.results = $util.emptyArray;
            BatchDeleteResponse.prototype.replayed = false;

            BatchDeleteResponse.create = function(properties) {
                return new BatchDeleteResponse(properties);
            };

            BatchDeleteResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.results != null && message.results.length)
                    for (let i = 0; i < message.results.length; ++i)
                        $root.prism.v1.BatchDeleteResult.encode(message.results[i], writer.uint32(10).fork(), _depth + 1).ldelim();
                if (message.replayed != null && $Object.hasOwnProperty.call(message, "replayed") && message.replayed !== false)
                    writer.uint32(16).bool(message.replayed);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            BatchDeleteResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.BatchDeleteResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.results && message.results.length))
                                message.results = [];
                            message.results.push($root.prism.v1.BatchDeleteResult.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.replayed = value;
                            else
                                delete message.replayed;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            BatchDeleteResponse.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.BatchDeleteResponse)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.BatchDeleteResponse: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.BatchDeleteResponse();
                if (object.results) {
                    if (!$Array.isArray(object.results))
                        throw $TypeError(".prism.v1.BatchDeleteResponse.results: array expected");
                    message.results = $Array(object.results.length);
                    for (let i = 0; i < object.results.length; ++i) {
                        if (!$util.isObject(object.results[i]))
                            throw $TypeError(".prism.v1.BatchDeleteResponse.results: object expected");
                        message.results[i] = $root.prism.v1.BatchDeleteResult.fromObject(object.results[i], _depth + 1);
                    }
                }
                if (object.replayed != null)
                    if (object.replayed)
                        message.replayed = $Boolean(object.replayed);
                return message;
            };

            BatchDeleteResponse.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.results = [];
                if (options.defaults)
                    object.replayed = false;
                if (message.results && message.results.length) {
                    object.results = $Array(message.results.length);
                    for (let j = 0; j < message.results.length; ++j)
                        object.results[j] = $root.prism.v1.BatchDeleteResult.toObject(message.results[j], options, _depth + 1);
                }
                if (message.replayed != null && $Object.hasOwnProperty.call(message, "replayed"))
                    object.replayed = message.replayed;
                return object;
            };

            BatchDeleteResponse.prototype.toJSON = function() {
                return BatchDeleteResponse.toObject(this, $protobuf.util.toJSONOptions);
            };

            return BatchDeleteResponse;
        })();

        v1.BatchDeleteResult = (function() {

            const BatchDeleteResult = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            BatchDeleteResult.prototype.deleted = false;
            BatchDeleteResult.prototype.error = null;

            BatchDeleteResult.create = function(properties) {
                return new BatchDeleteResult(properties);
            };

            BatchDeleteResult.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.deleted != null && $Object.hasOwnProperty.call(message, "deleted") && message.deleted !== false)
                    writer.uint32(8).bool(message.deleted);
                if (message.error != null && $Object.hasOwnProperty.call(message, "error"))
                    $root.prism.v1.Error.encode(message.error, writer.uint32(18).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            BatchDeleteResult.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.BatchDeleteResult();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.deleted = value;
                            else
                                delete message.deleted;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.error = $root.prism.v1.Error.decode(reader, reader.size(), $undefined, _depth + 1, message.error);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            BatchDeleteResult.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.BatchDeleteResult)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.BatchDeleteResult: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.BatchDeleteResult();
                if (object.deleted != null)
                    if (object.deleted)
                        message.deleted = $Boolean(object.deleted);
                if (object.error != null) {
                    if (!$util.isObject(object.error))
                        throw $TypeError(".prism.v1.BatchDeleteResult.error: object expected");
                    message.error = $root.prism.v1.Error.fromObject(object.error, _depth + 1);
                }
                return message;
            };

            BatchDeleteResult.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.deleted = false;
                    object.error = null;
                }
                if (message.deleted != null && $Object.hasOwnProperty.call(message, "deleted"))
                    object.deleted = message.deleted;
                if (message.error != null && $Object.hasOwnProperty.call(message, "error"))
                    object.error = $root.prism.v1.Error.toObject(message.error, options, _depth + 1);
                return object;
            };

            BatchDeleteResult.prototype.toJSON = function() {
                return BatchDeleteResult.toObject(this, $protobuf.util.toJSONOptions);
            };

            return BatchDeleteResult;
        })();

        v1.ExistsRequest = (function() {

            const ExistsRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            ExistsRequest.prototype.namespace = "";
            ExistsRequest.prototype.key = "";

            ExistsRequest.create = function(properties) {
                return new ExistsRequest(properties);
            };

            ExistsRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace") && message.namespace !== "")
                    writer.uint32(10).string(message.namespace);
                if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                    writer.uint32(18).string(message.key);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            ExistsRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.ExistsRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.namespace = value;
                            else
                                delete message.namespace;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.key = value;
                            else
                                delete message.key;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            ExistsRequest.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.ExistsRequest)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.ExistsRequest: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.ExistsRequest();
                if (object.namespace != null)
                    if (typeof object.namespace !== "string" || object.namespace.length)
                        message.namespace = $String(object.namespace);
                if (object.key != null)
                    if (typeof object.key !== "string" || object.key.length)
                        message.key = $String(object.key);
                return message;
            };

            ExistsRequest.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.namespace = "";
                    object.key = "";
                }
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace"))
                    object.namespace = message.namespace;
                if (message.key != null && $Object.hasOwnProperty.call(message, "key"))
                    object.key = message.key;
                return object;
            };

            ExistsRequest.prototype.toJSON = function() {
                return ExistsRequest.toObject(this, $protobuf.util.toJSONOptions);
            };

            return ExistsRequest;
        })();

        v1.ExistsResponse = (function() {

            const ExistsResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            ExistsResponse.prototype.exists = false;
            ExistsResponse.prototype.version = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            ExistsResponse.create = function(properties) {
                return new ExistsResponse(properties);
            };

            ExistsResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.exists != null && $Object.hasOwnProperty.call(message, "exists") && message.exists !== false)
                    writer.uint32(8).bool(message.exists);
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && (typeof message.version === "object" ? message.version.low || message.version.high : message.version !== 0))
                    writer.uint32(16).uint64(message.version);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            ExistsResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.ExistsResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.exists = value;
                            else
                                delete message.exists;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            ExistsResponse.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.ExistsResponse)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.ExistsResponse: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.ExistsResponse();
                if (object.exists != null)
                    if (object.exists)
                        message.exists = $Boolean(object.exists);
                if (object.version != null)
                    if (typeof object.version === "object" ? object.version.low || object.version.high : $Number(object.version) !== 0)
                        if ($util.Long)
                            message.version = $util.Long.fromValue(object.version, true);
                        else if (typeof object.version === "string")
                            message.version = $parseInt(object.version, 10);
                        else if (typeof object.version === "number")
                            message.version = object.version;
                        else if (typeof object.version === "object")
                            message.version = new $util.LongBits(object.version.low >>> 0, object.version.high >>> 0).toNumber(true);
                return message;
            };

            ExistsResponse.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.exists = false;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.version = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.version = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                }
                if (message.exists != null && $Object.hasOwnProperty.call(message, "exists"))
                    object.exists = message.exists;
                if (message.version != null && $Object.hasOwnProperty.call(message, "version"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.version = typeof message.version === "number" ? $BigInt(message.version) : $util.Long.fromBits(message.version.low >>> 0, message.version.high >>> 0, true).toBigInt();
                    else if (typeof message.version === "number")
                        object.version = options.longs === $String ? $String(message.version) : message.version;
                    else
                        object.version = options.longs === $String ? $util.Long.prototype.toString.call(message.version) : options.longs === $Number ? new $util.LongBits(message.version.low >>> 0, message.version.high >>> 0).toNumber(true) : message.version;
                return object;
            };

            ExistsResponse.prototype.toJSON = function() {
                return ExistsResponse.toObject(this, $protobuf.util.toJSONOptions);
            };

            return ExistsResponse;
        })();

        v1.IncrementRequest = (function() {

            const IncrementRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            IncrementRequest.prototype.namespace = "";
            IncrementRequest.prototype.key = "";
            IncrementRequest.prototype.delta = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            IncrementRequest.prototype.ttlMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
            IncrementRequest.prototype.ifVersion = null;

            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(IncrementRequest.prototype, "_ifVersion", {
                get: $util.oneOfGetter($oneOfFields = ["ifVersion"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            IncrementRequest.create = function(properties) {
                return new IncrementRequest(properties);
            };

            IncrementRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace") && message.namespace !== "")
                    writer.uint32(10).string(message.namespace);
                if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                    writer.uint32(18).string(message.key);
                if (message.delta != null && $Object.hasOwnProperty.call(message, "delta") && (typeof message.delta === "object" ? message.delta.low || message.delta.high : message.delta !== 0))
                    writer.uint32(24).sint64(message.delta);
                if (message.ttlMs != null && $Object.hasOwnProperty.call(message, "ttlMs") && (typeof message.ttlMs === "object" ? message.ttlMs.low || message.ttlMs.high : message.ttlMs !== 0))
                    writer.uint32(32).uint64(message.ttlMs);
                if (message.ifVersion != null && $Object.hasOwnProperty.call(message, "ifVersion"))
                    writer.uint32(40).uint64(message.ifVersion);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            IncrementRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.IncrementRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.namespace = value;
                            else
                                delete message.namespace;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.key = value;
                            else
                                delete message.key;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.sint64()) === "object" ? value.low || value.high : value !== 0)
                                message.delta = value;
                            else
                                delete message.delta;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.ttlMs = value;
                            else
                                delete message.ttlMs;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            message.ifVersion = reader.uint64();
                            message._ifVersion = "ifVersion";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            IncrementRequest.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.IncrementRequest)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.IncrementRequest: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.IncrementRequest();
                if (object.namespace != null)
                    if (typeof object.namespace !== "string" || object.namespace.length)
                        message.namespace = $String(object.namespace);
                if (object.key != null)
                    if (typeof object.key !== "string" || object.key.length)
                        message.key = $String(object.key);
                if (object.delta != null)
                    if (typeof object.delta === "object" ? object.delta.low || object.delta.high : $Number(object.delta) !== 0)
                        if ($util.Long)
                            message.delta = $util.Long.fromValue(object.delta, false);
                        else if (typeof object.delta === "string")
                            message.delta = $parseInt(object.delta, 10);
                        else if (typeof object.delta === "number")
                            message.delta = object.delta;
                        else if (typeof object.delta === "object")
                            message.delta = new $util.LongBits(object.delta.low >>> 0, object.delta.high >>> 0).toNumber();
                if (object.ttlMs != null)
                    if (typeof object.ttlMs === "object" ? object.ttlMs.low || object.ttlMs.high : $Number(object.ttlMs) !== 0)
                        if ($util.Long)
                            message.ttlMs = $util.Long.fromValue(object.ttlMs, true);
                        else if (typeof object.ttlMs === "string")
                            message.ttlMs = $parseInt(object.ttlMs, 10);
                        else if (typeof object.ttlMs === "number")
                            message.ttlMs = object.ttlMs;
                        else if (typeof object.ttlMs === "object")
                            message.ttlMs = new $util.LongBits(object.ttlMs.low >>> 0, object.ttlMs.high >>> 0).toNumber(true);
                if (object.ifVersion != null)
                    if ($util.Long)
                        message.ifVersion = $util.Long.fromValue(object.ifVersion, true);
                    else if (typeof object.ifVersion === "string")
                        message.ifVersion = $parseInt(object.ifVersion, 10);
                    else if (typeof object.ifVersion === "number")
                        message.ifVersion = object.ifVersion;
                    else if (typeof object.ifVersion === "object")
                        message.ifVersion = new $util.LongBits(object.ifVersion.low >>> 0, object.ifVersion.high >>> 0).toNumber(true);
                return message;
            };

            IncrementRequest.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.namespace = "";
                    object.key = "";
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, false);
                        object.delta = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.delta = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.ttlMs = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.ttlMs = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                }
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace"))
                    object.namespace = message.namespace;
                if (message.key != null && $Object.hasOwnProperty.call(message, "key"))
                    object.key = message.key;
                if (message.delta != null && $Object.hasOwnProperty.call(message, "delta"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.delta = typeof message.delta === "number" ? $BigInt(message.delta) : $util.Long.fromBits(message.delta.low >>> 0, message.delta.high >>> 0, false).toBigInt();
                    else if (typeof message.delta === "number")
                        object.delta = options.longs === $String ? $String(message.delta) : message.delta;
                    else
                        object.delta = options.longs === $String ? $util.Long.prototype.toString.call(message.delta) : options.longs === $Number ? new $util.LongBits(message.delta.low >>> 0, message.delta.high >>> 0).toNumber() : message.delta;
                if (message.ttlMs != null && $Object.hasOwnProperty.call(message, "ttlMs"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.ttlMs = typeof message.ttlMs === "number" ? $BigInt(message.ttlMs) : $util.Long.fromBits(message.ttlMs.low >>> 0, message.ttlMs.high >>> 0, true).toBigInt();
                    else if (typeof message.ttlMs === "number")
                        object.ttlMs = options.longs === $String ? $String(message.ttlMs) : message.ttlMs;
                    else
                        object.ttlMs = options.longs === $String ? $util.Long.prototype.toString.call(message.ttlMs) : options.longs === $Number ? new $util.LongBits(message.ttlMs.low >>> 0, message.ttlMs.high >>> 0).toNumber(true) : message.ttlMs;
                if (message.ifVersion != null && $Object.hasOwnProperty.call(message, "ifVersion"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.ifVersion = typeof message.ifVersion === "number" ? $BigInt(message.ifVersion) : $util.Long.fromBits(message.ifVersion.low >>> 0, message.ifVersion.high >>> 0, true).toBigInt();
                    else if (typeof message.ifVersion === "number")
                        object.ifVersion = options.longs === $String ? $String(message.ifVersion) : message.ifVersion;
                    else
                        object.ifVersion = options.longs === $String ? $util.Long.prototype.toString.call(message.ifVersion) : options.longs === $Number ? new $util.LongBits(message.ifVersion.low >>> 0, message.ifVersion.high >>> 0).toNumber(true) : message.ifVersion;
                return object;
            };

            IncrementRequest.prototype.toJSON = function() {
                return IncrementRequest.toObject(this, $protobuf.util.toJSONOptions);
            };

            return IncrementRequest;
        })();

        v1.IncrementResponse = (function() {

            const IncrementResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            IncrementResponse.prototype.value = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            IncrementResponse.prototype.version = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
            IncrementResponse.prototype.replayed = false;

            IncrementResponse.create = function(properties) {
                return new IncrementResponse(properties);
            };

            IncrementResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.value != null && $Object.hasOwnProperty.call(message, "value") && (typeof message.value === "object" ? message.value.low || message.value.high : message.value !== 0))
                    writer.uint32(8).sint64(message.value);
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && (typeof message.version === "object" ? message.version.low || message.version.high : message.version !== 0))
                    writer.uint32(16).uint64(message.version);
                if (message.replayed != null && $Object.hasOwnProperty.call(message, "replayed") && message.replayed !== false)
                    writer.uint32(24).bool(message.replayed);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            IncrementResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.IncrementResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.sint64()) === "object" ? value.low || value.high : value !== 0)
                                message.value = value;
                            else
                                delete message.value;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.replayed = value;
                            else
                                delete message.replayed;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            IncrementResponse.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.IncrementResponse)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.IncrementResponse: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.IncrementResponse();
                if (object.value != null)
                    if (typeof object.value === "object" ? object.value.low || object.value.high : $Number(object.value) !== 0)
                        if ($util.Long)
                            message.value = $util.Long.fromValue(object.value, false);
                        else if (typeof object.value === "string")
                            message.value = $parseInt(object.value, 10);
                        else if (typeof object.value === "number")
                            message.value = object.value;
                        else if (typeof object.value === "object")
                            message.value = new $util.LongBits(object.value.low >>> 0, object.value.high >>> 0).toNumber();
                if (object.version != null)
                    if (typeof object.version === "object" ? object.version.low || object.version.high : $Number(object.version) !== 0)
                        if ($util.Long)
                            message.version = $util.Long.fromValue(object.version, true);
                        else if (typeof object.version === "string")
                            message.version = $parseInt(object.version, 10);
                        else if (typeof object.version === "number")
                            message.version = object.version;
                        else if (typeof object.version === "object")
                            message.version = new $util.LongBits(object.version.low >>> 0, object.version.high >>> 0).toNumber(true);
                if (object.replayed != null)
                    if (object.replayed)
                        message.replayed = $Boolean(object.replayed);
                return message;
            };

            IncrementResponse.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, false);
                        object.value = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.value = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.version = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.version = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    object.replayed = false;
                }
                if (message.value != null && $Object.hasOwnProperty.call(message, "value"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.value = typeof message.value === "number" ? $BigInt(message.value) : $util.Long.fromBits(message.value.low >>> 0, message.value.high >>> 0, false).toBigInt();
                    else if (typeof message.value === "number")
                        object.value = options.longs === $String ? $String(message.value) : message.value;
                    else
                        object.value = options.longs === $String ? $util.Long.prototype.toString.call(message.value) : options.longs === $Number ? new $util.LongBits(message.value.low >>> 0, message.value.high >>> 0).toNumber() : message.value;
                if (message.version != null && $Object.hasOwnProperty.call(message, "version"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.version = typeof message.version === "number" ? $BigInt(message.version) : $util.Long.fromBits(message.version.low >>> 0, message.version.high >>> 0, true).toBigInt();
                    else if (typeof message.version === "number")
                        object.version = options.longs === $String ? $String(message.version) : message.version;
                    else
                        object.version = options.longs === $String ? $util.Long.prototype.toString.call(message.version) : options.longs === $Number ? new $util.LongBits(message.version.low >>> 0, message.version.high >>> 0).toNumber(true) : message.version;
                if (message.replayed != null && $Object.hasOwnProperty.call(message, "replayed"))
                    object.replayed = message.replayed;
                return object;
            };

            IncrementResponse.prototype.toJSON = function() {
                return IncrementResponse.toObject(this, $protobuf.util.toJSONOptions);
            };

            return IncrementResponse;
        })();

        v1.TransactRequest = (function() {

            const TransactRequest = function (properties) {
                this.operations = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            TransactRequest.prototype.namespace = "";
            TransactRequest.prototype.operations = $util.emptyArray;

            TransactRequest.create = function(properties) {
                return new TransactRequest(properties);
            };

            TransactRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace") && message.namespace !== "")
                    writer.uint32(10).string(message.namespace);
                if (message.operations != null && message.operations.length)
                    for (let i = 0; i < message.operations.length; ++i)
                        $root.prism.v1.TransactOperation.encode(message.operations[i], writer.uint32(18).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            TransactRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.TransactRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.namespace = value;
                            else
                                delete message.namespace;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.operations && message.operations.length))
                                message.operations = [];
                            message.operations.push($root.prism.v1.TransactOperation.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            TransactRequest.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.TransactRequest)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.TransactRequest: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.TransactRequest();
                if (object.namespace != null)
                    if (typeof object.namespace !== "string" || object.namespace.length)
                        message.namespace = $String(object.namespace);
                if (object.operations) {
                    if (!$Array.isArray(object.operations))
                        throw $TypeError(".prism.v1.TransactRequest.operations: array expected");
                    message.operations = $Array(object.operations.length);
                    for (let i = 0; i < object.operations.length; ++i) {
                        if (!$util.isObject(object.operations[i]))
                            throw $TypeError(".prism.v1.TransactRequest.operations: object expected");
                        message.operations[i] = $root.prism.v1.TransactOperation.fromObject(object.operations[i], _depth + 1);
                    }
                }
                return message;
            };

            TransactRequest.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.operations = [];
                if (options.defaults)
                    object.namespace = "";
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace"))
                    object.namespace = message.namespace;
                if (message.operations && message.operations.length) {
                    object.operations = $Array(message.operations.length);
                    for (let j = 0; j < message.operations.length; ++j)
                        object.operations[j] = $root.prism.v1.TransactOperation.toObject(message.operations[j], options, _depth + 1);
                }
                return object;
            };

            TransactRequest.prototype.toJSON = function() {
                return TransactRequest.toObject(this, $protobuf.util.toJSONOptions);
            };

            return TransactRequest;
        })();

        v1.TransactOperation = (function() {

            const TransactOperation = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            TransactOperation.prototype.check = null;
            TransactOperation.prototype.put = null;
            TransactOperation.prototype["delete"] = null;
            TransactOperation.prototype.increment = null;

            let $oneOfFields;

            $Object.defineProperty(TransactOperation.prototype, "operation", {
                get: $util.oneOfGetter($oneOfFields = ["check", "put", "delete", "increment"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            TransactOperation.create = function(properties) {
                return new TransactOperation(properties);
            };

            TransactOperation.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.check != null && $Object.hasOwnProperty.call(message, "check"))
                    $root.prism.v1.TransactCheck.encode(message.check, writer.uint32(10).fork(), _depth + 1).ldelim();
                if (message.put != null && $Object.hasOwnProperty.call(message, "put"))
                    $root.prism.v1.BatchPutItem.encode(message.put, writer.uint32(18).fork(), _depth + 1).ldelim();
                if (message["delete"] != null && $Object.hasOwnProperty.call(message, "delete"))
                    $root.prism.v1.BatchDeleteItem.encode(message["delete"], writer.uint32(26).fork(), _depth + 1).ldelim();
                if (message.increment != null && $Object.hasOwnProperty.call(message, "increment"))
                    $root.prism.v1.TransactIncrement.encode(message.increment, writer.uint32(34).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            TransactOperation.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.TransactOperation();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.check = $root.prism.v1.TransactCheck.decode(reader, reader.size(), $undefined, _depth + 1, message.check);
                            message.operation = "check";
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.put = $root.prism.v1.BatchPutItem.decode(reader, reader.size(), $undefined, _depth + 1, message.put);
                            message.operation = "put";
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message["delete"] = $root.prism.v1.BatchDeleteItem.decode(reader, reader.size(), $undefined, _depth + 1, message["delete"]);
                            message.operation = "delete";
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            message.increment = $root.prism.v1.TransactIncrement.decode(reader, reader.size(), $undefined, _depth + 1, message.increment);
                            message.operation = "increment";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            TransactOperation.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.TransactOperation)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.TransactOperation: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.TransactOperation();
                if (object.check != null) {
                    if (!$util.isObject(object.check))
                        throw $TypeError(".prism.v1.TransactOperation.check: object expected");
                    message.check = $root.prism.v1.TransactCheck.fromObject(object.check, _depth + 1);
                }
                if (object.put != null) {
                    if (!$util.isObject(object.put))
                        throw $TypeError(".prism.v1.TransactOperation.put: object expected");
                    message.put = $root.prism.v1.BatchPutItem.fromObject(object.put, _depth + 1);
                }
                if (object["delete"] != null) {
                    if (!$util.isObject(object["delete"]))
                        throw $TypeError(".prism.v1.TransactOperation.delete: object expected");
                    message["delete"] = $root.prism.v1.BatchDeleteItem.fromObject(object["delete"], _depth + 1);
                }
                if (object.increment != null) {
                    if (!$util.isObject(object.increment))
                        throw $TypeError(".prism.v1.TransactOperation.increment: object expected");
                    message.increment = $root.prism.v1.TransactIncrement.fromObject(object.increment, _depth + 1);
                }
                return message;
            };

            TransactOperation.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (message.check != null && $Object.hasOwnProperty.call(message, "check")) {
                    object.check = $root.prism.v1.TransactCheck.toObject(message.check, options, _depth + 1);
                    if (options.oneofs)
                        object.operation = "check";
                }
                if (message.put != null && $Object.hasOwnProperty.call(message, "put")) {
                    object.put = $root.prism.v1.BatchPutItem.toObject(message.put, options, _depth + 1);
                    if (options.oneofs)
                        object.operation = "put";
                }
                if (message["delete"] != null && $Object.hasOwnProperty.call(message, "delete")) {
                    object["delete"] = $root.prism.v1.BatchDeleteItem.toObject(message["delete"], options, _depth + 1);
                    if (options.oneofs)
                        object.operation = "delete";
                }
                if (message.increment != null && $Object.hasOwnProperty.call(message, "increment")) {
                    object.increment = $root.prism.v1.TransactIncrement.toObject(message.increment, options, _depth + 1);
                    if (options.oneofs)
                        object.operation = "increment";
                }
                return object;
            };

            TransactOperation.prototype.toJSON = function() {
                return TransactOperation.toObject(this, $protobuf.util.toJSONOptions);
            };

            return TransactOperation;
        })();

        v1.TransactCheck = (function() {

            const TransactCheck = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            TransactCheck.prototype.key = "";
            TransactCheck.prototype.ifVersion = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            TransactCheck.create = function(properties) {
                return new TransactCheck(properties);
            };

            TransactCheck.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                    writer.uint32(10).string(message.key);
                if (message.ifVersion != null && $Object.hasOwnProperty.call(message, "ifVersion") && (typeof message.ifVersion === "object" ? message.ifVersion.low || message.ifVersion.high : message.ifVersion !== 0))
                    writer.uint32(16).uint64(message.ifVersion);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            TransactCheck.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.TransactCheck();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.key = value;
                            else
                                delete message.key;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.ifVersion = value;
                            else
                                delete message.ifVersion;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            TransactCheck.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.TransactCheck)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.TransactCheck: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.TransactCheck();
                if (object.key != null)
                    if (typeof object.key !== "string" || object.key.length)
                        message.key = $String(object.key);
                if (object.ifVersion != null)
                    if (typeof object.ifVersion === "object" ? object.ifVersion.low || object.ifVersion.high : $Number(object.ifVersion) !== 0)
                        if ($util.Long)
                            message.ifVersion = $util.Long.fromValue(object.ifVersion, true);
                        else if (typeof object.ifVersion === "string")
                            message.ifVersion = $parseInt(object.ifVersion, 10);
                        else if (typeof object.ifVersion === "number")
                            message.ifVersion = object.ifVersion;
                        else if (typeof object.ifVersion === "object")
                            message.ifVersion = new $util.LongBits(object.ifVersion.low >>> 0, object.ifVersion.high >>> 0).toNumber(true);
                return message;
            };

            TransactCheck.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.key = "";
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.ifVersion = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.ifVersion = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                }
                if (message.key != null && $Object.hasOwnProperty.call(message, "key"))
                    object.key = message.key;
                if (message.ifVersion != null && $Object.hasOwnProperty.call(message, "ifVersion"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.ifVersion = typeof message.ifVersion === "number" ? $BigInt(message.ifVersion) : $util.Long.fromBits(message.ifVersion.low >>> 0, message.ifVersion.high >>> 0, true).toBigInt();
                    else if (typeof message.ifVersion === "number")
                        object.ifVersion = options.longs === $String ? $String(message.ifVersion) : message.ifVersion;
                    else
                        object.ifVersion = options.longs === $String ? $util.Long.prototype.toString.call(message.ifVersion) : options.longs === $Number ? new $util.LongBits(message.ifVersion.low >>> 0, message.ifVersion.high >>> 0).toNumber(true) : message.ifVersion;
                return object;
            };

            TransactCheck.prototype.toJSON = function() {
                return TransactCheck.toObject(this, $protobuf.util.toJSONOptions);
            };

            return TransactCheck;
        })();

        v1.TransactIncrement = (function() {

            const TransactIncrement = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            TransactIncrement.prototype.key = "";
            TransactIncrement.prototype.delta = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            TransactIncrement.prototype.ttlMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
            TransactIncrement.prototype.ifVersion = null;

            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(TransactIncrement.prototype, "_ifVersion", {
                get: $util.oneOfGetter($oneOfFields = ["ifVersion"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            TransactIncrement.create = function(properties) {
                return new TransactIncrement(properties);
            };

            TransactIncrement.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                    writer.uint32(10).string(message.key);
                if (message.delta != null && $Object.hasOwnProperty.call(message, "delta") && (typeof message.delta === "object" ? message.delta.low || message.delta.high : message.delta !== 0))
                    writer.uint32(16).sint64(message.delta);
                if (message.ttlMs != null && $Object.hasOwnProperty.call(message, "ttlMs") && (typeof message.ttlMs === "object" ? message.ttlMs.low || message.ttlMs.high : message.ttlMs !== 0))
                    writer.uint32(24).uint64(message.ttlMs);
                if (message.ifVersion != null && $Object.hasOwnProperty.call(message, "ifVersion"))
                    writer.uint32(32).uint64(message.ifVersion);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            TransactIncrement.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.TransactIncrement();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.key = value;
                            else
                                delete message.key;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.sint64()) === "object" ? value.low || value.high : value !== 0)
                                message.delta = value;
                            else
                                delete message.delta;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.ttlMs = value;
                            else
                                delete message.ttlMs;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            message.ifVersion = reader.uint64();
                            message._ifVersion = "ifVersion";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            TransactIncrement.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.TransactIncrement)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.TransactIncrement: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.TransactIncrement();
                if (object.key != null)
                    if (typeof object.key !== "string" || object.key.length)
                        message.key = $String(object.key);
                if (object.delta != null)
                    if (typeof object.delta === "object" ? object.delta.low || object.delta.high : $Number(object.delta) !== 0)
                        if ($util.Long)
                            message.delta = $util.Long.fromValue(object.delta, false);
                        else if (typeof object.delta === "string")
                            message.delta = $parseInt(object.delta, 10);
                        else if (typeof object.delta === "number")
                            message.delta = object.delta;
                        else if (typeof object.delta === "object")
                            message.delta = new $util.LongBits(object.delta.low >>> 0, object.delta.high >>> 0).toNumber();
                if (object.ttlMs != null)
                    if (typeof object.ttlMs === "object" ? object.ttlMs.low || object.ttlMs.high : $Number(object.ttlMs) !== 0)
                        if ($util.Long)
                            message.ttlMs = $util.Long.fromValue(object.ttlMs, true);
                        else if (typeof object.ttlMs === "string")
                            message.ttlMs = $parseInt(object.ttlMs, 10);
                        else if (typeof object.ttlMs === "number")
                            message.ttlMs = object.ttlMs;
                        else if (typeof object.ttlMs === "object")
                            message.ttlMs = new $util.LongBits(object.ttlMs.low >>> 0, object.ttlMs.high >>> 0).toNumber(true);
                if (object.ifVersion != null)
                    if ($util.Long)
                        message.ifVersion = $util.Long.fromValue(object.ifVersion, true);
                    else if (typeof object.ifVersion === "string")
                        message.ifVersion = $parseInt(object.ifVersion, 10);
                    else if (typeof object.ifVersion === "number")
                        message.ifVersion = object.ifVersion;
                    else if (typeof object.ifVersion === "object")
                        message.ifVersion = new $util.LongBits(object.ifVersion.low >>> 0, object.ifVersion.high >>> 0).toNumber(true);
                return message;
            };

            TransactIncrement.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.key = "";
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, false);
                        object.delta = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.delta = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.ttlMs = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.ttlMs = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                }
                if (message.key != null && $Object.hasOwnProperty.call(message, "key"))
                    object.key = message.key;
                if (message.delta != null && $Object.hasOwnProperty.call(message, "delta"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.delta = typeof message.delta === "number" ? $BigInt(message.delta) : $util.Long.fromBits(message.delta.low >>> 0, message.delta.high >>> 0, false).toBigInt();
                    else if (typeof message.delta === "number")
                        object.delta = options.longs === $String ? $String(message.delta) : message.delta;
                    else
                        object.delta = options.longs === $String ? $util.Long.prototype.toString.call(message.delta) : options.longs === $Number ? new $util.LongBits(message.delta.low >>> 0, message.delta.high >>> 0).toNumber() : message.delta;
                if (message.ttlMs != null && $Object.hasOwnProperty.call(message, "ttlMs"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.ttlMs = typeof message.ttlMs === "number" ? $BigInt(message.ttlMs) : $util.Long.fromBits(message.ttlMs.low >>> 0, message.ttlMs.high >>> 0, true).toBigInt();
                    else if (typeof message.ttlMs === "number")
                        object.ttlMs = options.longs === $String ? $String(message.ttlMs) : message.ttlMs;
                    else
                        object.ttlMs = options.longs === $String ? $util.Long.prototype.toString.call(message.ttlMs) : options.longs === $Number ? new $util.LongBits(message.ttlMs.low >>> 0, message.ttlMs.high >>> 0).toNumber(true) : message.ttlMs;
                if (message.ifVersion != null && $Object.hasOwnProperty.call(message, "ifVersion"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.ifVersion = typeof message.ifVersion === "number" ? $BigInt(message.ifVersion) : $util.Long.fromBits(message.ifVersion.low >>> 0, message.ifVersion.high >>> 0, true).toBigInt();
                    else if (typeof message.ifVersion === "number")
                        object.ifVersion = options.longs === $String ? $String(message.ifVersion) : message.ifVersion;
                    else
                        object.ifVersion = options.longs === $String ? $util.Long.prototype.toString.call(message.ifVersion) : options.longs === $Number ? new $util.LongBits(message.ifVersion.low >>> 0, message.ifVersion.high >>> 0).toNumber(true) : message.ifVersion;
                return object;
            };

            TransactIncrement.prototype.toJSON = function() {
                return TransactIncrement.toObject(this, $protobuf.util.toJSONOptions);
            };

            return TransactIncrement;
        })();

        v1.TransactResponse = (function() {

            const TransactResponse = function (properties) {
                this.results = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            TransactResponse.prototype.results = $util.emptyArray;
            TransactResponse.prototype.replayed = false;

            TransactResponse.create = function(properties) {
                return new TransactResponse(properties);
            };

            TransactResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.results != null && message.results.length)
                    for (let i = 0; i < message.results.length; ++i)
                        $root.prism.v1.TransactResult.encode(message.results[i], writer.uint32(10).fork(), _depth + 1).ldelim();
                if (message.replayed != null && $Object.hasOwnProperty.call(message, "replayed") && message.replayed !== false)
                    writer.uint32(16).bool(message.replayed);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            TransactResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.TransactResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.results && message.results.length))
                                message.results = [];
                            message.results.push($root.prism.v1.TransactResult.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.replayed = value;
                            else
                                delete message.replayed;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            TransactResponse.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.TransactResponse)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.TransactResponse: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.TransactResponse();
                if (object.results) {
                    if (!$Array.isArray(object.results))
                        throw $TypeError(".prism.v1.TransactResponse.results: array expected");
                    message.results = $Array(object.results.length);
                    for (let i = 0; i < object.results.length; ++i) {
                        if (!$util.isObject(object.results[i]))
                            throw $TypeError(".prism.v1.TransactResponse.results: object expected");
                        message.results[i] = $root.prism.v1.TransactResult.fromObject(object.results[i], _depth + 1);
                    }
                }
                if (object.replayed != null)
                    if (object.replayed)
                        message.replayed = $Boolean(object.replayed);
                return message;
            };

            TransactResponse.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.results = [];
                if (options.defaults)
                    object.replayed = false;
                if (message.results && message.results.length) {
                    object.results = $Array(message.results.length);
                    for (let j = 0; j < message.results.length; ++j)
                        object.results[j] = $root.prism.v1.TransactResult.toObject(message.results[j], options, _depth + 1);
                }
                if (message.replayed != null && $Object.hasOwnProperty.call(message, "replayed"))
                    object.replayed = message.replayed;
                return object;
            };

            TransactResponse.prototype.toJSON = function() {
                return TransactResponse.toObject(this, $protobuf.util.toJSONOptions);
            };

            return TransactResponse;
        })();

        v1.TransactResult = (function() {

            const TransactResult = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            TransactResult.prototype.version = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
            TransactResult.prototype.deleted = false;
            TransactResult.prototype.value = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

            TransactResult.create = function(properties) {
                return new TransactResult(properties);
            };

            TransactResult.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && (typeof message.version === "object" ? message.version.low || message.version.high : message.version !== 0))
                    writer.uint32(8).uint64(message.version);
                if (message.deleted != null && $Object.hasOwnProperty.call(message, "deleted") && message.deleted !== false)
                    writer.uint32(16).bool(message.deleted);
                if (message.value != null && $Object.hasOwnProperty.call(message, "value") && (typeof message.value === "object" ? message.value.low || message.value.high : message.value !== 0))
                    writer.uint32(24).sint64(message.value);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            TransactResult.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.TransactResult();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.deleted = value;
                            else
                                delete message.deleted;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.sint64()) === "object" ? value.low || value.high : value !== 0)
                                message.value = value;
                            else
                                delete message.value;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            TransactResult.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.TransactResult)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.TransactResult: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.TransactResult();
                if (object.version != null)
                    if (typeof object.version === "object" ? object.version.low || object.version.high : $Number(object.version) !== 0)
                        if ($util.Long)
                            message.version = $util.Long.fromValue(object.version, true);
                        else if (typeof object.version === "string")
                            message.version = $parseInt(object.version, 10);
                        else if (typeof object.version === "number")
                            message.version = object.version;
                        else if (typeof object.version === "object")
                            message.version = new $util.LongBits(object.version.low >>> 0, object.version.high >>> 0).toNumber(true);
                if (object.deleted != null)
                    if (object.deleted)
                        message.deleted = $Boolean(object.deleted);
                if (object.value != null)
                    if (typeof object.value === "object" ? object.value.low || object.value.high : $Number(object.value) !== 0)
                        if ($util.Long)
                            message.value = $util.Long.fromValue(object.value, false);
                        else if (typeof object.value === "string")
                            message.value = $parseInt(object.value, 10);
                        else if (typeof object.value === "number")
                            message.value = object.value;
                        else if (typeof object.value === "object")
                            message.value = new $util.LongBits(object.value.low >>> 0, object.value.high >>> 0).toNumber();
                return message;
            };

            TransactResult.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.version = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.version = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    object.deleted = false;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, false);
                        object.value = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.value = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                }
                if (message.version != null && $Object.hasOwnProperty.call(message, "version"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.version = typeof message.version === "number" ? $BigInt(message.version) : $util.Long.fromBits(message.version.low >>> 0, message.version.high >>> 0, true).toBigInt();
                    else if (typeof message.version === "number")
                        object.version = options.longs === $String ? $String(message.version) : message.version;
                    else
                        object.version = options.longs === $String ? $util.Long.prototype.toString.call(message.version) : options.longs === $Number ? new $util.LongBits(message.version.low >>> 0, message.version.high >>> 0).toNumber(true) : message.version;
                if (message.deleted != null && $Object.hasOwnProperty.call(message, "deleted"))
                    object.deleted = message.deleted;
                if (message.value != null && $Object.hasOwnProperty.call(message, "value"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.value = typeof message.value === "number" ? $BigInt(message.value) : $util.Long.fromBits(message.value.low >>> 0, message.value.high >>> 0, false).toBigInt();
                    else if (typeof message.value === "number")
                        object.value = options.longs === $String ? $String(message.value) : message.value;
                    else
                        object.value = options.longs === $String ? $util.Long.prototype.toString.call(message.value) : options.longs === $Number ? new $util.LongBits(message.value.low >>> 0, message.value.high >>> 0).toNumber() : message.value;
                return object;
            };

            TransactResult.prototype.toJSON = function() {
                return TransactResult.toObject(this, $protobuf.util.toJSONOptions);
            };

            return TransactResult;
        })();

        v1.Header = (function() {

            const Header = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            Header.prototype.name = "";
            Header.prototype.value = $util.newBuffer([]);

            Header.create = function(properties) {
                return new Header(properties);
            };

            Header.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(10).string(message.name);
                if (message.value != null && $Object.hasOwnProperty.call(message, "value") && message.value.length)
                    writer.uint32(18).bytes(message.value);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            Header.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.Header();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.value = value;
                            else
                                delete message.value;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            Header.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.Header)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.Header: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.Header();
                if (object.name != null)
                    if (typeof object.name !== "string" || object.name.length)
                        message.name = $String(object.name);
                if (object.value != null)
                    if (object.value.length)
                        if (typeof object.value === "string")
                            $util.base64.decode(object.value, message.value = $util.newBuffer($util.base64.length(object.value)), 0);
                        else if (object.value.length >= 0)
                            message.value = object.value;
                return message;
            };

            Header.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.name = "";
                    if (options.bytes === $String)
                        object.value = "";
                    else {
                        object.value = [];
                        if (options.bytes !== $Array)
                            object.value = $util.newBuffer(object.value);
                    }
                }
                if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                    object.name = message.name;
                if (message.value != null && $Object.hasOwnProperty.call(message, "value"))
                    object.value = options.bytes === $String ? $util.base64.encode(message.value, 0, message.value.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.value) : message.value;
                return object;
            };

            Header.prototype.toJSON = function() {
                return Header.toObject(this, $protobuf.util.toJSONOptions);
            };

            return Header;
        })();

        v1.Message = (function() {

            const Message = function (properties) {
                this.headers = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            Message.prototype.key = "";
            Message.prototype.value = $util.newBuffer([]);
            Message.prototype.headers = $util.emptyArray;
            Message.prototype.idempotencyKey = "";

            Message.create = function(properties) {
                return new Message(properties);
            };

            Message.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                    writer.uint32(10).string(message.key);
                if (message.value != null && $Object.hasOwnProperty.call(message, "value") && message.value.length)
                    writer.uint32(18).bytes(message.value);
                if (message.headers != null && message.headers.length)
                    for (let i = 0; i < message.headers.length; ++i)
                        $root.prism.v1.Header.encode(message.headers[i], writer.uint32(26).fork(), _depth + 1).ldelim();
                if (message.idempotencyKey != null && $Object.hasOwnProperty.call(message, "idempotencyKey") && message.idempotencyKey !== "")
                    writer.uint32(34).string(message.idempotencyKey);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            Message.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.Message();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.key = value;
                            else
                                delete message.key;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.value = value;
                            else
                                delete message.value;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.headers && message.headers.length))
                                message.headers = [];
                            message.headers.push($root.prism.v1.Header.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.idempotencyKey = value;
                            else
                                delete message.idempotencyKey;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            Message.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.Message)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.Message: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.Message();
                if (object.key != null)
                    if (typeof object.key !== "string" || object.key.length)
                        message.key = $String(object.key);
                if (object.value != null)
                    if (object.value.length)
                        if (typeof object.value === "string")
                            $util.base64.decode(object.value, message.value = $util.newBuffer($util.base64.length(object.value)), 0);
                        else if (object.value.length >= 0)
                            message.value = object.value;
                if (object.headers) {
                    if (!$Array.isArray(object.headers))
                        throw $TypeError(".prism.v1.Message.headers: array expected");
                    message.headers = $Array(object.headers.length);
                    for (let i = 0; i < object.headers.length; ++i) {
                        if (!$util.isObject(object.headers[i]))
                            throw $TypeError(".prism.v1.Message.headers: object expected");
                        message.headers[i] = $root.prism.v1.Header.fromObject(object.headers[i], _depth + 1);
                    }
                }
                if (object.idempotencyKey != null)
                    if (typeof object.idempotencyKey !== "string" || object.idempotencyKey.length)
                        message.idempotencyKey = $String(object.idempotencyKey);
                return message;
            };

            Message.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.headers = [];
                if (options.defaults) {
                    object.key = "";
                    if (options.bytes === $String)
                        object.value = "";
                    else {
                        object.value = [];
                        if (options.bytes !== $Array)
                            object.value = $util.newBuffer(object.value);
                    }
                    object.idempotencyKey = "";
                }
                if (message.key != null && $Object.hasOwnProperty.call(message, "key"))
                    object.key = message.key;
                if (message.value != null && $Object.hasOwnProperty.call(message, "value"))
                    object.value = options.bytes === $String ? $util.base64.encode(message.value, 0, message.value.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.value) : message.value;
                if (message.headers && message.headers.length) {
                    object.headers = $Array(message.headers.length);
                    for (let j = 0; j < message.headers.length; ++j)
                        object.headers[j] = $root.prism.v1.Header.toObject(message.headers[j], options, _depth + 1);
                }
                if (message.idempotencyKey != null && $Object.hasOwnProperty.call(message, "idempotencyKey"))
                    object.idempotencyKey = message.idempotencyKey;
                return object;
            };

            Message.prototype.toJSON = function() {
                return Message.toObject(this, $protobuf.util.toJSONOptions);
            };

            return Message;
        })();

        v1.Delivery = (function() {

            const Delivery = function (properties) {
                this.headers = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            Delivery.prototype.position = "";
            Delivery.prototype.key = "";
            Delivery.prototype.value = $util.newBuffer([]);
            Delivery.prototype.headers = $util.emptyArray;
            Delivery.prototype.publishedMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
            Delivery.prototype.attempt = 0;
            Delivery.prototype.lease = "";

            Delivery.create = function(properties) {
                return new Delivery(properties);
            };

            Delivery.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.position != null && $Object.hasOwnProperty.call(message, "position") && message.position !== "")
                    writer.uint32(10).string(message.position);
                if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                    writer.uint32(18).string(message.key);
                if (message.value != null && $Object.hasOwnProperty.call(message, "value") && message.value.length)
                    writer.uint32(26).bytes(message.value);
                if (message.headers != null && message.headers.length)
                    for (let i = 0; i < message.headers.length; ++i)
                        $root.prism.v1.Header.encode(message.headers[i], writer.uint32(34).fork(), _depth + 1).ldelim();
                if (message.publishedMs != null && $Object.hasOwnProperty.call(message, "publishedMs") && (typeof message.publishedMs === "object" ? message.publishedMs.low || message.publishedMs.high : message.publishedMs !== 0))
                    writer.uint32(40).uint64(message.publishedMs);
                if (message.attempt != null && $Object.hasOwnProperty.call(message, "attempt") && message.attempt !== 0)
                    writer.uint32(48).uint32(message.attempt);
                if (message.lease != null && $Object.hasOwnProperty.call(message, "lease") && message.lease !== "")
                    writer.uint32(58).string(message.lease);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            Delivery.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.Delivery();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.position = value;
                            else
                                delete message.position;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.key = value;
                            else
                                delete message.key;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.value = value;
                            else
                                delete message.value;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if (!(message.headers && message.headers.length))
                                message.headers = [];
                            message.headers.push($root.prism.v1.Header.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.publishedMs = value;
                            else
                                delete message.publishedMs;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.attempt = value;
                            else
                                delete message.attempt;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.lease = value;
                            else
                                delete message.lease;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            Delivery.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.Delivery)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.Delivery: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.Delivery();
                if (object.position != null)
                    if (typeof object.position !== "string" || object.position.length)
                        message.position = $String(object.position);
                if (object.key != null)
                    if (typeof object.key !== "string" || object.key.length)
                        message.key = $String(object.key);
                if (object.value != null)
                    if (object.value.length)
                        if (typeof object.value === "string")
                            $util.base64.decode(object.value, message.value = $util.newBuffer($util.base64.length(object.value)), 0);
                        else if (object.value.length >= 0)
                            message.value = object.value;
                if (object.headers) {
                    if (!$Array.isArray(object.headers))
                        throw $TypeError(".prism.v1.Delivery.headers: array expected");
                    message.headers = $Array(object.headers.length);
                    for (let i = 0; i < object.headers.length; ++i) {
                        if (!$util.isObject(object.headers[i]))
                            throw $TypeError(".prism.v1.Delivery.headers: object expected");
                        message.headers[i] = $root.prism.v1.Header.fromObject(object.headers[i], _depth + 1);
                    }
                }
                if (object.publishedMs != null)
                    if (typeof object.publishedMs === "object" ? object.publishedMs.low || object.publishedMs.high : $Number(object.publishedMs) !== 0)
                        if ($util.Long)
                            message.publishedMs = $util.Long.fromValue(object.publishedMs, true);
                        else if (typeof object.publishedMs === "string")
                            message.publishedMs = $parseInt(object.publishedMs, 10);
                        else if (typeof object.publishedMs === "number")
                            message.publishedMs = object.publishedMs;
                        else if (typeof object.publishedMs === "object")
                            message.publishedMs = new $util.LongBits(object.publishedMs.low >>> 0, object.publishedMs.high >>> 0).toNumber(true);
                if (object.attempt != null)
                    if ($Number(object.attempt) !== 0)
                        message.attempt = object.attempt >>> 0;
                if (object.lease != null)
                    if (typeof object.lease !== "string" || object.lease.length)
                        message.lease = $String(object.lease);
                return message;
            };

            Delivery.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.headers = [];
                if (options.defaults) {
                    object.position = "";
                    object.key = "";
                    if (options.bytes === $String)
                        object.value = "";
                    else {
                        object.value = [];
                        if (options.bytes !== $Array)
                            object.value = $util.newBuffer(object.value);
                    }
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.publishedMs = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.publishedMs = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    object.attempt = 0;
                    object.lease = "";
                }
                if (message.position != null && $Object.hasOwnProperty.call(message, "position"))
                    object.position = message.position;
                if (message.key != null && $Object.hasOwnProperty.call(message, "key"))
                    object.key = message.key;
                if (message.value != null && $Object.hasOwnProperty.call(message, "value"))
                    object.value = options.bytes === $String ? $util.base64.encode(message.value, 0, message.value.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.value) : message.value;
                if (message.headers && message.headers.length) {
                    object.headers = $Array(message.headers.length);
                    for (let j = 0; j < message.headers.length; ++j)
                        object.headers[j] = $root.prism.v1.Header.toObject(message.headers[j], options, _depth + 1);
                }
                if (message.publishedMs != null && $Object.hasOwnProperty.call(message, "publishedMs"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.publishedMs = typeof message.publishedMs === "number" ? $BigInt(message.publishedMs) : $util.Long.fromBits(message.publishedMs.low >>> 0, message.publishedMs.high >>> 0, true).toBigInt();
                    else if (typeof message.publishedMs === "number")
                        object.publishedMs = options.longs === $String ? $String(message.publishedMs) : message.publishedMs;
                    else
                        object.publishedMs = options.longs === $String ? $util.Long.prototype.toString.call(message.publishedMs) : options.longs === $Number ? new $util.LongBits(message.publishedMs.low >>> 0, message.publishedMs.high >>> 0).toNumber(true) : message.publishedMs;
                if (message.attempt != null && $Object.hasOwnProperty.call(message, "attempt"))
                    object.attempt = message.attempt;
                if (message.lease != null && $Object.hasOwnProperty.call(message, "lease"))
                    object.lease = message.lease;
                return object;
            };

            Delivery.prototype.toJSON = function() {
                return Delivery.toObject(this, $protobuf.util.toJSONOptions);
            };

            return Delivery;
        })();

        v1.StreamStart = (function() {

            const StreamStart = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            StreamStart.prototype.earliest = null;
            StreamStart.prototype.latest = null;
            StreamStart.prototype.position = null;
            StreamStart.prototype.after = null;
            StreamStart.prototype.timeMs = null;

            let $oneOfFields;

            $Object.defineProperty(StreamStart.prototype, "at", {
                get: $util.oneOfGetter($oneOfFields = ["earliest", "latest", "position", "after", "timeMs"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            StreamStart.create = function(properties) {
                return new StreamStart(properties);
            };

            StreamStart.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.earliest != null && $Object.hasOwnProperty.call(message, "earliest"))
                    writer.uint32(8).bool(message.earliest);
                if (message.latest != null && $Object.hasOwnProperty.call(message, "latest"))
                    writer.uint32(16).bool(message.latest);
                if (message.position != null && $Object.hasOwnProperty.call(message, "position"))
                    writer.uint32(26).string(message.position);
                if (message.after != null && $Object.hasOwnProperty.call(message, "after"))
                    writer.uint32(34).string(message.after);
                if (message.timeMs != null && $Object.hasOwnProperty.call(message, "timeMs"))
                    writer.uint32(40).uint64(message.timeMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            StreamStart.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.StreamStart();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            message.earliest = reader.bool();
                            message.at = "earliest";
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            message.latest = reader.bool();
                            message.at = "latest";
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.position = reader.stringVerify();
                            message.at = "position";
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            message.after = reader.stringVerify();
                            message.at = "after";
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            message.timeMs = reader.uint64();
                            message.at = "timeMs";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            StreamStart.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.StreamStart)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.StreamStart: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.StreamStart();
                if (object.earliest != null)
                    message.earliest = $Boolean(object.earliest);
                if (object.latest != null)
                    message.latest = $Boolean(object.latest);
                if (object.position != null)
                    message.position = $String(object.position);
                if (object.after != null)
                    message.after = $String(object.after);
                if (object.timeMs != null)
                    if ($util.Long)
                        message.timeMs = $util.Long.fromValue(object.timeMs, true);
                    else if (typeof object.timeMs === "string")
                        message.timeMs = $parseInt(object.timeMs, 10);
                    else if (typeof object.timeMs === "number")
                        message.timeMs = object.timeMs;
                    else if (typeof object.timeMs === "object")
                        message.timeMs = new $util.LongBits(object.timeMs.low >>> 0, object.timeMs.high >>> 0).toNumber(true);
                return message;
            };

            StreamStart.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (message.earliest != null && $Object.hasOwnProperty.call(message, "earliest")) {
                    object.earliest = message.earliest;
                    if (options.oneofs)
                        object.at = "earliest";
                }
                if (message.latest != null && $Object.hasOwnProperty.call(message, "latest")) {
                    object.latest = message.latest;
                    if (options.oneofs)
                        object.at = "latest";
                }
                if (message.position != null && $Object.hasOwnProperty.call(message, "position")) {
                    object.position = message.position;
                    if (options.oneofs)
                        object.at = "position";
                }
                if (message.after != null && $Object.hasOwnProperty.call(message, "after")) {
                    object.after = message.after;
                    if (options.oneofs)
                        object.at = "after";
                }
                if (message.timeMs != null && $Object.hasOwnProperty.call(message, "timeMs")) {
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.timeMs = typeof message.timeMs === "number" ? $BigInt(message.timeMs) : $util.Long.fromBits(message.timeMs.low >>> 0, message.timeMs.high >>> 0, true).toBigInt();
                    else if (typeof message.timeMs === "number")
                        object.timeMs = options.longs === $String ? $String(message.timeMs) : message.timeMs;
                    else
                        object.timeMs = options.longs === $String ? $util.Long.prototype.toString.call(message.timeMs) : options.longs === $Number ? new $util.LongBits(message.timeMs.low >>> 0, message.timeMs.high >>> 0).toNumber(true) : message.timeMs;
                    if (options.oneofs)
                        object.at = "timeMs";
                }
                return object;
            };

            StreamStart.prototype.toJSON = function() {
                return StreamStart.toObject(this, $protobuf.util.toJSONOptions);
            };

            return StreamStart;
        })();

        v1.StreamFilter = (function() {

            const StreamFilter = function (properties) {
                this.headers = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            StreamFilter.prototype.keyPrefix = "";
            StreamFilter.prototype.headers = $util.emptyArray;

            StreamFilter.create = function(properties) {
                return new StreamFilter(properties);
            };

            StreamFilter.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.keyPrefix != null && $Object.hasOwnProperty.call(message, "keyPrefix") && message.keyPrefix !== "")
                    writer.uint32(10).string(message.keyPrefix);
                if (message.headers != null && message.headers.length)
                    for (let i = 0; i < message.headers.length; ++i)
                        $root.prism.v1.Header.encode(message.headers[i], writer.uint32(18).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            StreamFilter.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.StreamFilter();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.keyPrefix = value;
                            else
                                delete message.keyPrefix;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.headers && message.headers.length))
                                message.headers = [];
                            message.headers.push($root.prism.v1.Header.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            StreamFilter.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.StreamFilter)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.StreamFilter: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.StreamFilter();
                if (object.keyPrefix != null)
                    if (typeof object.keyPrefix !== "string" || object.keyPrefix.length)
                        message.keyPrefix = $String(object.keyPrefix);
                if (object.headers) {
                    if (!$Array.isArray(object.headers))
                        throw $TypeError(".prism.v1.StreamFilter.headers: array expected");
                    message.headers = $Array(object.headers.length);
                    for (let i = 0; i < object.headers.length; ++i) {
                        if (!$util.isObject(object.headers[i]))
                            throw $TypeError(".prism.v1.StreamFilter.headers: object expected");
                        message.headers[i] = $root.prism.v1.Header.fromObject(object.headers[i], _depth + 1);
                    }
                }
                return message;
            };

            StreamFilter.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.headers = [];
                if (options.defaults)
                    object.keyPrefix = "";
                if (message.keyPrefix != null && $Object.hasOwnProperty.call(message, "keyPrefix"))
                    object.keyPrefix = message.keyPrefix;
                if (message.headers && message.headers.length) {
                    object.headers = $Array(message.headers.length);
                    for (let j = 0; j < message.headers.length; ++j)
                        object.headers[j] = $root.prism.v1.Header.toObject(message.headers[j], options, _depth + 1);
                }
                return object;
            };

            StreamFilter.prototype.toJSON = function() {
                return StreamFilter.toObject(this, $protobuf.util.toJSONOptions);
            };

            return StreamFilter;
        })();

        v1.PublishRequest = (function() {

            const PublishRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            PublishRequest.prototype.namespace = "";
            PublishRequest.prototype.message = null;

            PublishRequest.create = function(properties) {
                return new PublishRequest(properties);
            };

            PublishRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace") && message.namespace !== "")
                    writer.uint32(10).string(message.namespace);
                if (message.message != null && $Object.hasOwnProperty.call(message, "message"))
                    $root.prism.v1.Message.encode(message.message, writer.uint32(18).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            PublishRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.PublishRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.namespace = value;
                            else
                                delete message.namespace;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.message = $root.prism.v1.Message.decode(reader, reader.size(), $undefined, _depth + 1, message.message);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            PublishRequest.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.PublishRequest)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.PublishRequest: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.PublishRequest();
                if (object.namespace != null)
                    if (typeof object.namespace !== "string" || object.namespace.length)
                        message.namespace = $String(object.namespace);
                if (object.message != null) {
                    if (!$util.isObject(object.message))
                        throw $TypeError(".prism.v1.PublishRequest.message: object expected");
                    message.message = $root.prism.v1.Message.fromObject(object.message, _depth + 1);
                }
                return message;
            };

            PublishRequest.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.namespace = "";
                    object.message = null;
                }
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace"))
                    object.namespace = message.namespace;
                if (message.message != null && $Object.hasOwnProperty.call(message, "message"))
                    object.message = $root.prism.v1.Message.toObject(message.message, options, _depth + 1);
                return object;
            };

            PublishRequest.prototype.toJSON = function() {
                return PublishRequest.toObject(this, $protobuf.util.toJSONOptions);
            };

            return PublishRequest;
        })();

        v1.PublishResponse = (function() {

            const PublishResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            PublishResponse.prototype.position = "";
            PublishResponse.prototype.replayed = false;

            PublishResponse.create = function(properties) {
                return new PublishResponse(properties);
            };

            PublishResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.position != null && $Object.hasOwnProperty.call(message, "position") && message.position !== "")
                    writer.uint32(10).string(message.position);
                if (message.replayed != null && $Object.hasOwnProperty.call(message, "replayed") && message.replayed !== false)
                    writer.uint32(16).bool(message.replayed);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            PublishResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.PublishResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.position = value;
                            else
                                delete message.position;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.replayed = value;
                            else
                                delete message.replayed;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            PublishResponse.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.PublishResponse)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.PublishResponse: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.PublishResponse();
                if (object.position != null)
                    if (typeof object.position !== "string" || object.position.length)
                        message.position = $String(object.position);
                if (object.replayed != null)
                    if (object.replayed)
                        message.replayed = $Boolean(object.replayed);
                return message;
            };

            PublishResponse.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.position = "";
                    object.replayed = false;
                }
                if (message.position != null && $Object.hasOwnProperty.call(message, "position"))
                    object.position = message.position;
                if (message.replayed != null && $Object.hasOwnProperty.call(message, "replayed"))
                    object.replayed = message.replayed;
                return object;
            };

            PublishResponse.prototype.toJSON = function() {
                return PublishResponse.toObject(this, $protobuf.util.toJSONOptions);
            };

            return PublishResponse;
        })();

        v1.BatchPublishRequest = (function() {

            const BatchPublishRequest = function (properties) {
                this.messages = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            BatchPublishRequest.prototype.namespace = "";
            BatchPublishRequest.prototype.messages = $util.emptyArray;

            BatchPublishRequest.create = function(properties) {
                return new BatchPublishRequest(properties);
            };

            BatchPublishRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace") && message.namespace !== "")
                    writer.uint32(10).string(message.namespace);
                if (message.messages != null && message.messages.length)
                    for (let i = 0; i < message.messages.length; ++i)
                        $root.prism.v1.Message.encode(message.messages[i], writer.uint32(18).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            BatchPublishRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.BatchPublishRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.namespace = value;
                            else
                                delete message.namespace;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.messages && message.messages.length))
                                message.messages = [];
                            message.messages.push($root.prism.v1.Message.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            BatchPublishRequest.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.BatchPublishRequest)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.BatchPublishRequest: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.BatchPublishRequest();
                if (object.namespace != null)
                    if (typeof object.namespace !== "string" || object.namespace.length)
                        message.namespace = $String(object.namespace);
                if (object.messages) {
                    if (!$Array.isArray(object.messages))
                        throw $TypeError(".prism.v1.BatchPublishRequest.messages: array expected");
                    message.messages = $Array(object.messages.length);
                    for (let i = 0; i < object.messages.length; ++i) {
                        if (!$util.isObject(object.messages[i]))
                            throw $TypeError(".prism.v1.BatchPublishRequest.messages: object expected");
                        message.messages[i] = $root.prism.v1.Message.fromObject(object.messages[i], _depth + 1);
                    }
                }
                return message;
            };

            BatchPublishRequest.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.messages = [];
                if (options.defaults)
                    object.namespace = "";
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace"))
                    object.namespace = message.namespace;
                if (message.messages && message.messages.length) {
                    object.messages = $Array(message.messages.length);
                    for (let j = 0; j < message.messages.length; ++j)
                        object.messages[j] = $root.prism.v1.Message.toObject(message.messages[j], options, _depth + 1);
                }
                return object;
            };

            BatchPublishRequest.prototype.toJSON = function() {
                return BatchPublishRequest.toObject(this, $protobuf.util.toJSONOptions);
            };

            return BatchPublishRequest;
        })();

        v1.BatchPublishResponse = (function() {

            const BatchPublishResponse = function (properties) {
                this.results = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            BatchPublishResponse.prototype.results = $util.emptyArray;

            BatchPublishResponse.create = function(properties) {
                return new BatchPublishResponse(properties);
            };

            BatchPublishResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.results != null && message.results.length)
                    for (let i = 0; i < message.results.length; ++i)
                        $root.prism.v1.PublishResult.encode(message.results[i], writer.uint32(10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            BatchPublishResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.BatchPublishResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.results && message.results.length))
                                message.results = [];
                            message.results.push($root.prism.v1.PublishResult.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            BatchPublishResponse.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.BatchPublishResponse)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.BatchPublishResponse: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.BatchPublishResponse();
                if (object.results) {
                    if (!$Array.isArray(object.results))
                        throw $TypeError(".prism.v1.BatchPublishResponse.results: array expected");
                    message.results = $Array(object.results.length);
                    for (let i = 0; i < object.results.length; ++i) {
                        if (!$util.isObject(object.results[i]))
                            throw $TypeError(".prism.v1.BatchPublishResponse.results: object expected");
                        message.results[i] = $root.prism.v1.PublishResult.fromObject(object.results[i], _depth + 1);
                    }
                }
                return message;
            };

            BatchPublishResponse.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.results = [];
                if (message.results && message.results.length) {
                    object.results = $Array(message.results.length);
                    for (let j = 0; j < message.results.length; ++j)
                        object.results[j] = $root.prism.v1.PublishResult.toObject(message.results[j], options, _depth + 1);
                }
                return object;
            };

            BatchPublishResponse.prototype.toJSON = function() {
                return BatchPublishResponse.toObject(this, $protobuf.util.toJSONOptions);
            };

            return BatchPublishResponse;
        })();

        v1.PublishResult = (function() {

            const PublishResult = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            PublishResult.prototype.position = "";
            PublishResult.prototype.replayed = false;
            PublishResult.prototype.error = null;

            PublishResult.create = function(properties) {
                return new PublishResult(properties);
            };

            PublishResult.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.position != null && $Object.hasOwnProperty.call(message, "position") && message.position !== "")
                    writer.uint32(10).string(message.position);
                if (message.replayed != null && $Object.hasOwnProperty.call(message, "replayed") && message.replayed !== false)
                    writer.uint32(16).bool(message.replayed);
                if (message.error != null && $Object.hasOwnProperty.call(message, "error"))
                    $root.prism.v1.Error.encode(message.error, writer.uint32(26).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            PublishResult.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.PublishResult();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.position = value;
                            else
                                delete message.position;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.replayed = value;
                            else
                                delete message.replayed;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.error = $root.prism.v1.Error.decode(reader, reader.size(), $undefined, _depth + 1, message.error);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            PublishResult.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.PublishResult)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.PublishResult: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.PublishResult();
                if (object.position != null)
                    if (typeof object.position !== "string" || object.position.length)
                        message.position = $String(object.position);
                if (object.replayed != null)
                    if (object.replayed)
                        message.replayed = $Boolean(object.replayed);
                if (object.error != null) {
                    if (!$util.isObject(object.error))
                        throw $TypeError(".prism.v1.PublishResult.error: object expected");
                    message.error = $root.prism.v1.Error.fromObject(object.error, _depth + 1);
                }
                return message;
            };

            PublishResult.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.position = "";
                    object.replayed = false;
                    object.error = null;
                }
                if (message.position != null && $Object.hasOwnProperty.call(message, "position"))
                    object.position = message.position;
                if (message.replayed != null && $Object.hasOwnProperty.call(message, "replayed"))
                    object.replayed = message.replayed;
                if (message.error != null && $Object.hasOwnProperty.call(message, "error"))
                    object.error = $root.prism.v1.Error.toObject(message.error, options, _depth + 1);
                return object;
            };

            PublishResult.prototype.toJSON = function() {
                return PublishResult.toObject(this, $protobuf.util.toJSONOptions);
            };

            return PublishResult;
        })();

        v1.FetchRequest = (function() {

            const FetchRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            FetchRequest.prototype.namespace = "";
            FetchRequest.prototype.group = "";
            FetchRequest.prototype.consumer = "";
            FetchRequest.prototype.subscription = "";
            FetchRequest.prototype.start = null;
            FetchRequest.prototype.maxMessages = 0;
            FetchRequest.prototype.maxBytes = 0;
            FetchRequest.prototype.waitMs = 0;
            FetchRequest.prototype.filter = null;
            FetchRequest.prototype.ackTimeoutMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            FetchRequest.create = function(properties) {
                return new FetchRequest(properties);
            };

            FetchRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace") && message.namespace !== "")
                    writer.uint32(10).string(message.namespace);
                if (message.group != null && $Object.hasOwnProperty.call(message, "group") && message.group !== "")
                    writer.uint32(18).string(message.group);
                if (message.consumer != null && $Object.hasOwnProperty.call(message, "consumer") && message.consumer !== "")
                    writer.uint32(26).string(message.consumer);
                if (message.subscription != null && $Object.hasOwnProperty.call(message, "subscription") && message.subscription !== "")
                    writer.uint32(34).string(message.subscription);
                if (message.start != null && $Object.hasOwnProperty.call(message, "start"))
                    $root.prism.v1.StreamStart.encode(message.start, writer.uint32(42).fork(), _depth + 1).ldelim();
                if (message.maxMessages != null && $Object.hasOwnProperty.call(message, "maxMessages") && message.maxMessages !== 0)
                    writer.uint32(48).uint32(message.maxMessages);
                if (message.maxBytes != null && $Object.hasOwnProperty.call(message, "maxBytes") && message.maxBytes !== 0)
                    writer.uint32(56).uint32(message.maxBytes);
                if (message.waitMs != null && $Object.hasOwnProperty.call(message, "waitMs") && message.waitMs !== 0)
                    writer.uint32(64).uint32(message.waitMs);
                if (message.filter != null && $Object.hasOwnProperty.call(message, "filter"))
                    $root.prism.v1.StreamFilter.encode(message.filter, writer.uint32(74).fork(), _depth + 1).ldelim();
                if (message.ackTimeoutMs != null && $Object.hasOwnProperty.call(message, "ackTimeoutMs") && (typeof message.ackTimeoutMs === "object" ? message.ackTimeoutMs.low || message.ackTimeoutMs.high : message.ackTimeoutMs !== 0))
                    writer.uint32(80).uint64(message.ackTimeoutMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            FetchRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.FetchRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.namespace = value;
                            else
                                delete message.namespace;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.group = value;
                            else
                                delete message.group;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.consumer = value;
                            else
                                delete message.consumer;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.subscription = value;
                            else
                                delete message.subscription;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            message.start = $root.prism.v1.StreamStart.decode(reader, reader.size(), $undefined, _depth + 1, message.start);
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.maxMessages = value;
                            else
                                delete message.maxMessages;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.maxBytes = value;
                            else
                                delete message.maxBytes;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.waitMs = value;
                            else
                                delete message.waitMs;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            message.filter = $root.prism.v1.StreamFilter.decode(reader, reader.size(), $undefined, _depth + 1, message.filter);
                            continue;
                        }
                    case 10: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.ackTimeoutMs = value;
                            else
                                delete message.ackTimeoutMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            FetchRequest.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.FetchRequest)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.FetchRequest: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.FetchRequest();
                if (object.namespace != null)
                    if (typeof object.namespace !== "string" || object.namespace.length)
                        message.namespace = $String(object.namespace);
                if (object.group != null)
                    if (typeof object.group !== "string" || object.group.length)
                        message.group = $String(object.group);
                if (object.consumer != null)
                    if (typeof object.consumer !== "string" || object.consumer.length)
                        message.consumer = $String(object.consumer);
                if (object.subscription != null)
                    if (typeof object.subscription !== "string" || object.subscription.length)
                        message.subscription = $String(object.subscription);
                if (object.start != null) {
                    if (!$util.isObject(object.start))
                        throw $TypeError(".prism.v1.FetchRequest.start: object expected");
                    message.start = $root.prism.v1.StreamStart.fromObject(object.start, _depth + 1);
                }
                if (object.maxMessages != null)
                    if ($Number(object.maxMessages) !== 0)
                        message.maxMessages = object.maxMessages >>> 0;
                if (object.maxBytes != null)
                    if ($Number(object.maxBytes) !== 0)
                        message.maxBytes = object.maxBytes >>> 0;
                if (object.waitMs != null)
                    if ($Number(object.waitMs) !== 0)
                        message.waitMs = object.waitMs >>> 0;
                if (object.filter != null) {
                    if (!$util.isObject(object.filter))
                        throw $TypeError(".prism.v1.FetchRequest.filter: object expected");
                    message.filter = $root.prism.v1.StreamFilter.fromObject(object.filter, _depth + 1);
                }
                if (object.ackTimeoutMs != null)
                    if (typeof object.ackTimeoutMs === "object" ? object.ackTimeoutMs.low || object.ackTimeoutMs.high : $Number(object.ackTimeoutMs) !== 0)
                        if ($util.Long)
                            message.ackTimeoutMs = $util.Long.fromValue(object.ackTimeoutMs, true);
                        else if (typeof object.ackTimeoutMs === "string")
                            message.ackTimeoutMs = $parseInt(object.ackTimeoutMs, 10);
                        else if (typeof object.ackTimeoutMs === "number")
                            message.ackTimeoutMs = object.ackTimeoutMs;
                        else if (typeof object.ackTimeoutMs === "object")
                            message.ackTimeoutMs = new $util.LongBits(object.ackTimeoutMs.low >>> 0, object.ackTimeoutMs.high >>> 0).toNumber(true);
                return message;
            };

            FetchRequest.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.namespace = "";
                    object.group = "";
                    object.consumer = "";
                    object.subscription = "";
                    object.start = null;
                    object.maxMessages = 0;
                    object.maxBytes = 0;
                    object.waitMs = 0;
                    object.filter = null;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.ackTimeoutMs = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.ackTimeoutMs = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                }
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace"))
                    object.namespace = message.namespace;
                if (message.group != null && $Object.hasOwnProperty.call(message, "group"))
                    object.group = message.group;
                if (message.consumer != null && $Object.hasOwnProperty.call(message, "consumer"))
                    object.consumer = message.consumer;
                if (message.subscription != null && $Object.hasOwnProperty.call(message, "subscription"))
                    object.subscription = message.subscription;
                if (message.start != null && $Object.hasOwnProperty.call(message, "start"))
                    object.start = $root.prism.v1.StreamStart.toObject(message.start, options, _depth + 1);
                if (message.maxMessages != null && $Object.hasOwnProperty.call(message, "maxMessages"))
                    object.maxMessages = message.maxMessages;
                if (message.maxBytes != null && $Object.hasOwnProperty.call(message, "maxBytes"))
                    object.maxBytes = message.maxBytes;
                if (message.waitMs != null && $Object.hasOwnProperty.call(message, "waitMs"))
                    object.waitMs = message.waitMs;
                if (message.filter != null && $Object.hasOwnProperty.call(message, "filter"))
                    object.filter = $root.prism.v1.StreamFilter.toObject(message.filter, options, _depth + 1);
                if (message.ackTimeoutMs != null && $Object.hasOwnProperty.call(message, "ackTimeoutMs"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.ackTimeoutMs = typeof message.ackTimeoutMs === "number" ? $BigInt(message.ackTimeoutMs) : $util.Long.fromBits(message.ackTimeoutMs.low >>> 0, message.ackTimeoutMs.high >>> 0, true).toBigInt();
                    else if (typeof message.ackTimeoutMs === "number")
                        object.ackTimeoutMs = options.longs === $String ? $String(message.ackTimeoutMs) : message.ackTimeoutMs;
                    else
                        object.ackTimeoutMs = options.longs === $String ? $util.Long.prototype.toString.call(message.ackTimeoutMs) : options.longs === $Number ? new $util.LongBits(message.ackTimeoutMs.low >>> 0, message.ackTimeoutMs.high >>> 0).toNumber(true) : message.ackTimeoutMs;
                return object;
            };

            FetchRequest.prototype.toJSON = function() {
                return FetchRequest.toObject(this, $protobuf.util.toJSONOptions);
            };

            return FetchRequest;
        })();

        v1.FetchResponse = (function() {

            const FetchResponse = function (properties) {
                this.deliveries = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            FetchResponse.prototype.deliveries = $util.emptyArray;
            FetchResponse.prototype.nextPosition = "";
            FetchResponse.prototype.consumer = "";

            FetchResponse.create = function(properties) {
                return new FetchResponse(properties);
            };

            FetchResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.deliveries != null && message.deliveries.length)
                    for (let i = 0; i < message.deliveries.length; ++i)
                        $root.prism.v1.Delivery.encode(message.deliveries[i], writer.uint32(10).fork(), _depth + 1).ldelim();
                if (message.nextPosition != null && $Object.hasOwnProperty.call(message, "nextPosition") && message.nextPosition !== "")
                    writer.uint32(18).string(message.nextPosition);
                if (message.consumer != null && $Object.hasOwnProperty.call(message, "consumer") && message.consumer !== "")
                    writer.uint32(26).string(message.consumer);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            FetchResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.FetchResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.deliveries && message.deliveries.length))
                                message.deliveries = [];
                            message.deliveries.push($root.prism.v1.Delivery.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.nextPosition = value;
                            else
                                delete message.nextPosition;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.consumer = value;
                            else
                                delete message.consumer;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            FetchResponse.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.FetchResponse)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.FetchResponse: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.FetchResponse();
                if (object.deliveries) {
                    if (!$Array.isArray(object.deliveries))
                        throw $TypeError(".prism.v1.FetchResponse.deliveries: array expected");
                    message.deliveries = $Array(object.deliveries.length);
                    for (let i = 0; i < object.deliveries.length; ++i) {
                        if (!$util.isObject(object.deliveries[i]))
                            throw $TypeError(".prism.v1.FetchResponse.deliveries: object expected");
                        message.deliveries[i] = $root.prism.v1.Delivery.fromObject(object.deliveries[i], _depth + 1);
                    }
                }
                if (object.nextPosition != null)
                    if (typeof object.nextPosition !== "string" || object.nextPosition.length)
                        message.nextPosition = $String(object.nextPosition);
                if (object.consumer != null)
                    if (typeof object.consumer !== "string" || object.consumer.length)
                        message.consumer = $String(object.consumer);
                return message;
            };

            FetchResponse.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.deliveries = [];
                if (options.defaults) {
                    object.nextPosition = "";
                    object.consumer = "";
                }
                if (message.deliveries && message.deliveries.length) {
                    object.deliveries = $Array(message.deliveries.length);
                    for (let j = 0; j < message.deliveries.length; ++j)
                        object.deliveries[j] = $root.prism.v1.Delivery.toObject(message.deliveries[j], options, _depth + 1);
                }
                if (message.nextPosition != null && $Object.hasOwnProperty.call(message, "nextPosition"))
                    object.nextPosition = message.nextPosition;
                if (message.consumer != null && $Object.hasOwnProperty.call(message, "consumer"))
                    object.consumer = message.consumer;
                return object;
            };

            FetchResponse.prototype.toJSON = function() {
                return FetchResponse.toObject(this, $protobuf.util.toJSONOptions);
            };

            return FetchResponse;
        })();

        v1.SubscribeRequest = (function() {

            const SubscribeRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            SubscribeRequest.prototype.namespace = "";
            SubscribeRequest.prototype.group = "";
            SubscribeRequest.prototype.consumer = "";
            SubscribeRequest.prototype.start = null;
            SubscribeRequest.prototype.maxMessages = 0;
            SubscribeRequest.prototype.maxBytes = 0;
            SubscribeRequest.prototype.filter = null;
            SubscribeRequest.prototype.ackTimeoutMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
            SubscribeRequest.prototype.credits = 0;

            SubscribeRequest.create = function(properties) {
                return new SubscribeRequest(properties);
            };

            SubscribeRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace") && message.namespace !== "")
                    writer.uint32(10).string(message.namespace);
                if (message.group != null && $Object.hasOwnProperty.call(message, "group") && message.group !== "")
                    writer.uint32(18).string(message.group);
                if (message.consumer != null && $Object.hasOwnProperty.call(message, "consumer") && message.consumer !== "")
                    writer.uint32(26).string(message.consumer);
                if (message.start != null && $Object.hasOwnProperty.call(message, "start"))
                    $root.prism.v1.StreamStart.encode(message.start, writer.uint32(42).fork(), _depth + 1).ldelim();
                if (message.maxMessages != null && $Object.hasOwnProperty.call(message, "maxMessages") && message.maxMessages !== 0)
                    writer.uint32(48).uint32(message.maxMessages);
                if (message.maxBytes != null && $Object.hasOwnProperty.call(message, "maxBytes") && message.maxBytes !== 0)
                    writer.uint32(56).uint32(message.maxBytes);
                if (message.filter != null && $Object.hasOwnProperty.call(message, "filter"))
                    $root.prism.v1.StreamFilter.encode(message.filter, writer.uint32(74).fork(), _depth + 1).ldelim();
                if (message.ackTimeoutMs != null && $Object.hasOwnProperty.call(message, "ackTimeoutMs") && (typeof message.ackTimeoutMs === "object" ? message.ackTimeoutMs.low || message.ackTimeoutMs.high : message.ackTimeoutMs !== 0))
                    writer.uint32(80).uint64(message.ackTimeoutMs);
                if (message.credits != null && $Object.hasOwnProperty.call(message, "credits") && message.credits !== 0)
                    writer.uint32(128).uint32(message.credits);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            SubscribeRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.SubscribeRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.namespace = value;
                            else
                                delete message.namespace;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.group = value;
                            else
                                delete message.group;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.consumer = value;
                            else
                                delete message.consumer;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            message.start = $root.prism.v1.StreamStart.decode(reader, reader.size(), $undefined, _depth + 1, message.start);
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.maxMessages = value;
                            else
                                delete message.maxMessages;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.maxBytes = value;
                            else
                                delete message.maxBytes;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            message.filter = $root.prism.v1.StreamFilter.decode(reader, reader.size(), $undefined, _depth + 1, message.filter);
                            continue;
                        }
                    case 10: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.ackTimeoutMs = value;
                            else
                                delete message.ackTimeoutMs;
                            continue;
                        }
                    case 16: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.credits = value;
                            else
                                delete message.credits;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            SubscribeRequest.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.SubscribeRequest)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.SubscribeRequest: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.SubscribeRequest();
                if (object.namespace != null)
                    if (typeof object.namespace !== "string" || object.namespace.length)
                        message.namespace = $String(object.namespace);
                if (object.group != null)
                    if (typeof object.group !== "string" || object.group.length)
                        message.group = $String(object.group);
                if (object.consumer != null)
                    if (typeof object.consumer !== "string" || object.consumer.length)
                        message.consumer = $String(object.consumer);
                if (object.start != null) {
                    if (!$util.isObject(object.start))
                        throw $TypeError(".prism.v1.SubscribeRequest.start: object expected");
                    message.start = $root.prism.v1.StreamStart.fromObject(object.start, _depth + 1);
                }
                if (object.maxMessages != null)
                    if ($Number(object.maxMessages) !== 0)
                        message.maxMessages = object.maxMessages >>> 0;
                if (object.maxBytes != null)
                    if ($Number(object.maxBytes) !== 0)
                        message.maxBytes = object.maxBytes >>> 0;
                if (object.filter != null) {
                    if (!$util.isObject(object.filter))
                        throw $TypeError(".prism.v1.SubscribeRequest.filter: object expected");
                    message.filter = $root.prism.v1.StreamFilter.fromObject(object.filter, _depth + 1);
                }
                if (object.ackTimeoutMs != null)
                    if (typeof object.ackTimeoutMs === "object" ? object.ackTimeoutMs.low || object.ackTimeoutMs.high : $Number(object.ackTimeoutMs) !== 0)
                        if ($util.Long)
                            message.ackTimeoutMs = $util.Long.fromValue(object.ackTimeoutMs, true);
                        else if (typeof object.ackTimeoutMs === "string")
                            message.ackTimeoutMs = $parseInt(object.ackTimeoutMs, 10);
                        else if (typeof object.ackTimeoutMs === "number")
                            message.ackTimeoutMs = object.ackTimeoutMs;
                        else if (typeof object.ackTimeoutMs === "object")
                            message.ackTimeoutMs = new $util.LongBits(object.ackTimeoutMs.low >>> 0, object.ackTimeoutMs.high >>> 0).toNumber(true);
                if (object.credits != null)
                    if ($Number(object.credits) !== 0)
                        message.credits = object.credits >>> 0;
                return message;
            };

            SubscribeRequest.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.namespace = "";
                    object.group = "";
                    object.consumer = "";
                    object.start = null;
                    object.maxMessages = 0;
                    object.maxBytes = 0;
                    object.filter = null;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.ackTimeoutMs = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.ackTimeoutMs = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    object.credits = 0;
                }
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace"))
                    object.namespace = message.namespace;
                if (message.group != null && $Object.hasOwnProperty.call(message, "group"))
                    object.group = message.group;
                if (message.consumer != null && $Object.hasOwnProperty.call(message, "consumer"))
                    object.consumer = message.consumer;
                if (message.start != null && $Object.hasOwnProperty.call(message, "start"))
                    object.start = $root.prism.v1.StreamStart.toObject(message.start, options, _depth + 1);
                if (message.maxMessages != null && $Object.hasOwnProperty.call(message, "maxMessages"))
                    object.maxMessages = message.maxMessages;
                if (message.maxBytes != null && $Object.hasOwnProperty.call(message, "maxBytes"))
                    object.maxBytes = message.maxBytes;
                if (message.filter != null && $Object.hasOwnProperty.call(message, "filter"))
                    object.filter = $root.prism.v1.StreamFilter.toObject(message.filter, options, _depth + 1);
                if (message.ackTimeoutMs != null && $Object.hasOwnProperty.call(message, "ackTimeoutMs"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.ackTimeoutMs = typeof message.ackTimeoutMs === "number" ? $BigInt(message.ackTimeoutMs) : $util.Long.fromBits(message.ackTimeoutMs.low >>> 0, message.ackTimeoutMs.high >>> 0, true).toBigInt();
                    else if (typeof message.ackTimeoutMs === "number")
                        object.ackTimeoutMs = options.longs === $String ? $String(message.ackTimeoutMs) : message.ackTimeoutMs;
                    else
                        object.ackTimeoutMs = options.longs === $String ? $util.Long.prototype.toString.call(message.ackTimeoutMs) : options.longs === $Number ? new $util.LongBits(message.ackTimeoutMs.low >>> 0, message.ackTimeoutMs.high >>> 0).toNumber(true) : message.ackTimeoutMs;
                if (message.credits != null && $Object.hasOwnProperty.call(message, "credits"))
                    object.credits = message.credits;
                return object;
            };

            SubscribeRequest.prototype.toJSON = function() {
                return SubscribeRequest.toObject(this, $protobuf.util.toJSONOptions);
            };

            return SubscribeRequest;
        })();

        v1.SubscribeResponse = (function() {

            const SubscribeResponse = function (properties) {
                this.deliveries = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            SubscribeResponse.prototype.deliveries = $util.emptyArray;
            SubscribeResponse.prototype.nextPosition = "";
            SubscribeResponse.prototype.consumer = "";

            SubscribeResponse.create = function(properties) {
                return new SubscribeResponse(properties);
            };

            SubscribeResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.deliveries != null && message.deliveries.length)
                    for (let i = 0; i < message.deliveries.length; ++i)
                        $root.prism.v1.Delivery.encode(message.deliveries[i], writer.uint32(10).fork(), _depth + 1).ldelim();
                if (message.nextPosition != null && $Object.hasOwnProperty.call(message, "nextPosition") && message.nextPosition !== "")
                    writer.uint32(18).string(message.nextPosition);
                if (message.consumer != null && $Object.hasOwnProperty.call(message, "consumer") && message.consumer !== "")
                    writer.uint32(26).string(message.consumer);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            SubscribeResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.SubscribeResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.deliveries && message.deliveries.length))
                                message.deliveries = [];
                            message.deliveries.push($root.prism.v1.Delivery.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.nextPosition = value;
                            else
                                delete message.nextPosition;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.consumer = value;
                            else
                                delete message.consumer;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            SubscribeResponse.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.SubscribeResponse)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.SubscribeResponse: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.SubscribeResponse();
                if (object.deliveries) {
                    if (!$Array.isArray(object.deliveries))
                        throw $TypeError(".prism.v1.SubscribeResponse.deliveries: array expected");
                    message.deliveries = $Array(object.deliveries.length);
                    for (let i = 0; i < object.deliveries.length; ++i) {
                        if (!$util.isObject(object.deliveries[i]))
                            throw $TypeError(".prism.v1.SubscribeResponse.deliveries: object expected");
                        message.deliveries[i] = $root.prism.v1.Delivery.fromObject(object.deliveries[i], _depth + 1);
                    }
                }
                if (object.nextPosition != null)
                    if (typeof object.nextPosition !== "string" || object.nextPosition.length)
                        message.nextPosition = $String(object.nextPosition);
                if (object.consumer != null)
                    if (typeof object.consumer !== "string" || object.consumer.length)
                        message.consumer = $String(object.consumer);
                return message;
            };

            SubscribeResponse.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.deliveries = [];
                if (options.defaults) {
                    object.nextPosition = "";
                    object.consumer = "";
                }
                if (message.deliveries && message.deliveries.length) {
                    object.deliveries = $Array(message.deliveries.length);
                    for (let j = 0; j < message.deliveries.length; ++j)
                        object.deliveries[j] = $root.prism.v1.Delivery.toObject(message.deliveries[j], options, _depth + 1);
                }
                if (message.nextPosition != null && $Object.hasOwnProperty.call(message, "nextPosition"))
                    object.nextPosition = message.nextPosition;
                if (message.consumer != null && $Object.hasOwnProperty.call(message, "consumer"))
                    object.consumer = message.consumer;
                return object;
            };

            SubscribeResponse.prototype.toJSON = function() {
                return SubscribeResponse.toObject(this, $protobuf.util.toJSONOptions);
            };

            return SubscribeResponse;
        })();

        v1.CreditRequest = (function() {

            const CreditRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            CreditRequest.prototype.namespace = "";
            CreditRequest.prototype.subscribeId = 0;
            CreditRequest.prototype.credits = 0;

            CreditRequest.create = function(properties) {
                return new CreditRequest(properties);
            };

            CreditRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace") && message.namespace !== "")
                    writer.uint32(10).string(message.namespace);
                if (message.subscribeId != null && $Object.hasOwnProperty.call(message, "subscribeId") && message.subscribeId !== 0)
                    writer.uint32(16).uint32(message.subscribeId);
                if (message.credits != null && $Object.hasOwnProperty.call(message, "credits") && message.credits !== 0)
                    writer.uint32(24).uint32(message.credits);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            CreditRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.CreditRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.namespace = value;
                            else
                                delete message.namespace;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.subscribeId = value;
                            else
                                delete message.subscribeId;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.credits = value;
                            else
                                delete message.credits;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            CreditRequest.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.CreditRequest)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.CreditRequest: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.CreditRequest();
                if (object.namespace != null)
                    if (typeof object.namespace !== "string" || object.namespace.length)
                        message.namespace = $String(object.namespace);
                if (object.subscribeId != null)
                    if ($Number(object.subscribeId) !== 0)
                        message.subscribeId = object.subscribeId >>> 0;
                if (object.credits != null)
                    if ($Number(object.credits) !== 0)
                        message.credits = object.credits >>> 0;
                return message;
            };

            CreditRequest.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.namespace = "";
                    object.subscribeId = 0;
                    object.credits = 0;
                }
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace"))
                    object.namespace = message.namespace;
                if (message.subscribeId != null && $Object.hasOwnProperty.call(message, "subscribeId"))
                    object.subscribeId = message.subscribeId;
                if (message.credits != null && $Object.hasOwnProperty.call(message, "credits"))
                    object.credits = message.credits;
                return object;
            };

            CreditRequest.prototype.toJSON = function() {
                return CreditRequest.toObject(this, $protobuf.util.toJSONOptions);
            };

            return CreditRequest;
        })();

        v1.CreditResponse = (function() {

            const CreditResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            CreditResponse.prototype.credits = 0;

            CreditResponse.create = function(properties) {
                return new CreditResponse(properties);
            };

            CreditResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.credits != null && $Object.hasOwnProperty.call(message, "credits") && message.credits !== 0)
                    writer.uint32(8).uint32(message.credits);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            CreditResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.CreditResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.credits = value;
                            else
                                delete message.credits;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            CreditResponse.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.CreditResponse)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.CreditResponse: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.CreditResponse();
                if (object.credits != null)
                    if ($Number(object.credits) !== 0)
                        message.credits = object.credits >>> 0;
                return message;
            };

            CreditResponse.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults)
                    object.credits = 0;
                if (message.credits != null && $Object.hasOwnProperty.call(message, "credits"))
                    object.credits = message.credits;
                return object;
            };

            CreditResponse.prototype.toJSON = function() {
                return CreditResponse.toObject(this, $protobuf.util.toJSONOptions);
            };

            return CreditResponse;
        })();

        v1.AckRequest = (function() {

            const AckRequest = function (properties) {
                this.leases = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            AckRequest.prototype.namespace = "";
            AckRequest.prototype.group = "";
            AckRequest.prototype.leases = $util.emptyArray;

            AckRequest.create = function(properties) {
                return new AckRequest(properties);
            };

            AckRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace") && message.namespace !== "")
                    writer.uint32(10).string(message.namespace);
                if (message.group != null && $Object.hasOwnProperty.call(message, "group") && message.group !== "")
                    writer.uint32(18).string(message.group);
                if (message.leases != null && message.leases.length)
                    for (let i = 0; i < message.leases.length; ++i)
                        writer.uint32(26).string(message.leases[i]);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            AckRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.AckRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.namespace = value;
                            else
                                delete message.namespace;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.group = value;
                            else
                                delete message.group;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.leases && message.leases.length))
                                message.leases = [];
                            message.leases.push(reader.stringVerify());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            AckRequest.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.AckRequest)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.AckRequest: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.AckRequest();
                if (object.namespace != null)
                    if (typeof object.namespace !== "string" || object.namespace.length)
                        message.namespace = $String(object.namespace);
                if (object.group != null)
                    if (typeof object.group !== "string" || object.group.length)
                        message.group = $String(object.group);
                if (object.leases) {
                    if (!$Array.isArray(object.leases))
                        throw $TypeError(".prism.v1.AckRequest.leases: array expected");
                    message.leases = $Array(object.leases.length);
                    for (let i = 0; i < object.leases.length; ++i)
                        message.leases[i] = $String(object.leases[i]);
                }
                return message;
            };

            AckRequest.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.leases = [];
                if (options.defaults) {
                    object.namespace = "";
                    object.group = "";
                }
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace"))
                    object.namespace = message.namespace;
                if (message.group != null && $Object.hasOwnProperty.call(message, "group"))
                    object.group = message.group;
                if (message.leases && message.leases.length) {
                    object.leases = $Array(message.leases.length);
                    for (let j = 0; j < message.leases.length; ++j)
                        object.leases[j] = message.leases[j];
                }
                return object;
            };

            AckRequest.prototype.toJSON = function() {
                return AckRequest.toObject(this, $protobuf.util.toJSONOptions);
            };

            return AckRequest;
        })();

        v1.NackRequest = (function() {

            const NackRequest = function (properties) {
                this.leases = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            NackRequest.prototype.namespace = "";
            NackRequest.prototype.group = "";
            NackRequest.prototype.leases = $util.emptyArray;
            NackRequest.prototype.delayMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
            NackRequest.prototype.bury = false;
            NackRequest.prototype.reason = "";

            NackRequest.create = function(properties) {
                return new NackRequest(properties);
            };

            NackRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace") && message.namespace !== "")
                    writer.uint32(10).string(message.namespace);
                if (message.group != null && $Object.hasOwnProperty.call(message, "group") && message.group !== "")
                    writer.uint32(18).string(message.group);
                if (message.leases != null && message.leases.length)
                    for (let i = 0; i < message.leases.length; ++i)
                        writer.uint32(26).string(message.leases[i]);
                if (message.delayMs != null && $Object.hasOwnProperty.call(message, "delayMs") && (typeof message.delayMs === "object" ? message.delayMs.low || message.delayMs.high : message.delayMs !== 0))
                    writer.uint32(32).uint64(message.delayMs);
                if (message.bury != null && $Object.hasOwnProperty.call(message, "bury") && message.bury !== false)
                    writer.uint32(40).bool(message.bury);
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                    writer.uint32(50).string(message.reason);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            NackRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.NackRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.namespace = value;
                            else
                                delete message.namespace;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.group = value;
                            else
                                delete message.group;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.leases && message.leases.length))
                                message.leases = [];
                            message.leases.push(reader.stringVerify());
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.delayMs = value;
                            else
                                delete message.delayMs;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.bury = value;
                            else
                                delete message.bury;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            NackRequest.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.NackRequest)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.NackRequest: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.NackRequest();
                if (object.namespace != null)
                    if (typeof object.namespace !== "string" || object.namespace.length)
                        message.namespace = $String(object.namespace);
                if (object.group != null)
                    if (typeof object.group !== "string" || object.group.length)
                        message.group = $String(object.group);
                if (object.leases) {
                    if (!$Array.isArray(object.leases))
                        throw $TypeError(".prism.v1.NackRequest.leases: array expected");
                    message.leases = $Array(object.leases.length);
                    for (let i = 0; i < object.leases.length; ++i)
                        message.leases[i] = $String(object.leases[i]);
                }
                if (object.delayMs != null)
                    if (typeof object.delayMs === "object" ? object.delayMs.low || object.delayMs.high : $Number(object.delayMs) !== 0)
                        if ($util.Long)
                            message.delayMs = $util.Long.fromValue(object.delayMs, true);
                        else if (typeof object.delayMs === "string")
                            message.delayMs = $parseInt(object.delayMs, 10);
                        else if (typeof object.delayMs === "number")
                            message.delayMs = object.delayMs;
                        else if (typeof object.delayMs === "object")
                            message.delayMs = new $util.LongBits(object.delayMs.low >>> 0, object.delayMs.high >>> 0).toNumber(true);
                if (object.bury != null)
                    if (object.bury)
                        message.bury = $Boolean(object.bury);
                if (object.reason != null)
                    if (typeof object.reason !== "string" || object.reason.length)
                        message.reason = $String(object.reason);
                return message;
            };

            NackRequest.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.leases = [];
                if (options.defaults) {
                    object.namespace = "";
                    object.group = "";
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.delayMs = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.delayMs = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    object.bury = false;
                    object.reason = "";
                }
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace"))
                    object.namespace = message.namespace;
                if (message.group != null && $Object.hasOwnProperty.call(message, "group"))
                    object.group = message.group;
                if (message.leases && message.leases.length) {
                    object.leases = $Array(message.leases.length);
                    for (let j = 0; j < message.leases.length; ++j)
                        object.leases[j] = message.leases[j];
                }
                if (message.delayMs != null && $Object.hasOwnProperty.call(message, "delayMs"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.delayMs = typeof message.delayMs === "number" ? $BigInt(message.delayMs) : $util.Long.fromBits(message.delayMs.low >>> 0, message.delayMs.high >>> 0, true).toBigInt();
                    else if (typeof message.delayMs === "number")
                        object.delayMs = options.longs === $String ? $String(message.delayMs) : message.delayMs;
                    else
                        object.delayMs = options.longs === $String ? $util.Long.prototype.toString.call(message.delayMs) : options.longs === $Number ? new $util.LongBits(message.delayMs.low >>> 0, message.delayMs.high >>> 0).toNumber(true) : message.delayMs;
                if (message.bury != null && $Object.hasOwnProperty.call(message, "bury"))
                    object.bury = message.bury;
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason"))
                    object.reason = message.reason;
                return object;
            };

            NackRequest.prototype.toJSON = function() {
                return NackRequest.toObject(this, $protobuf.util.toJSONOptions);
            };

            return NackRequest;
        })();

        v1.ExtendRequest = (function() {

            const ExtendRequest = function (properties) {
                this.leases = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            ExtendRequest.prototype.namespace = "";
            ExtendRequest.prototype.group = "";
            ExtendRequest.prototype.leases = $util.emptyArray;
            ExtendRequest.prototype.ackTimeoutMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            ExtendRequest.create = function(properties) {
                return new ExtendRequest(properties);
            };

            ExtendRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace") && message.namespace !== "")
                    writer.uint32(10).string(message.namespace);
                if (message.group != null && $Object.hasOwnProperty.call(message, "group") && message.group !== "")
                    writer.uint32(18).string(message.group);
                if (message.leases != null && message.leases.length)
                    for (let i = 0; i < message.leases.length; ++i)
                        writer.uint32(26).string(message.leases[i]);
                if (message.ackTimeoutMs != null && $Object.hasOwnProperty.call(message, "ackTimeoutMs") && (typeof message.ackTimeoutMs === "object" ? message.ackTimeoutMs.low || message.ackTimeoutMs.high : message.ackTimeoutMs !== 0))
                    writer.uint32(32).uint64(message.ackTimeoutMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            ExtendRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.ExtendRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.namespace = value;
                            else
                                delete message.namespace;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.group = value;
                            else
                                delete message.group;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.leases && message.leases.length))
                                message.leases = [];
                            message.leases.push(reader.stringVerify());
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.ackTimeoutMs = value;
                            else
                                delete message.ackTimeoutMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            ExtendRequest.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.ExtendRequest)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.ExtendRequest: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.ExtendRequest();
                if (object.namespace != null)
                    if (typeof object.namespace !== "string" || object.namespace.length)
                        message.namespace = $String(object.namespace);
                if (object.group != null)
                    if (typeof object.group !== "string" || object.group.length)
                        message.group = $String(object.group);
                if (object.leases) {
                    if (!$Array.isArray(object.leases))
                        throw $TypeError(".prism.v1.ExtendRequest.leases: array expected");
                    message.leases = $Array(object.leases.length);
                    for (let i = 0; i < object.leases.length; ++i)
                        message.leases[i] = $String(object.leases[i]);
                }
                if (object.ackTimeoutMs != null)
                    if (typeof object.ackTimeoutMs === "object" ? object.ackTimeoutMs.low || object.ackTimeoutMs.high : $Number(object.ackTimeoutMs) !== 0)
                        if ($util.Long)
                            message.ackTimeoutMs = $util.Long.fromValue(object.ackTimeoutMs, true);
                        else if (typeof object.ackTimeoutMs === "string")
                            message.ackTimeoutMs = $parseInt(object.ackTimeoutMs, 10);
                        else if (typeof object.ackTimeoutMs === "number")
                            message.ackTimeoutMs = object.ackTimeoutMs;
                        else if (typeof object.ackTimeoutMs === "object")
                            message.ackTimeoutMs = new $util.LongBits(object.ackTimeoutMs.low >>> 0, object.ackTimeoutMs.high >>> 0).toNumber(true);
                return message;
            };

            ExtendRequest.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.leases = [];
                if (options.defaults) {
                    object.namespace = "";
                    object.group = "";
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.ackTimeoutMs = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.ackTimeoutMs = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                }
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace"))
                    object.namespace = message.namespace;
                if (message.group != null && $Object.hasOwnProperty.call(message, "group"))
                    object.group = message.group;
                if (message.leases && message.leases.length) {
                    object.leases = $Array(message.leases.length);
                    for (let j = 0; j < message.leases.length; ++j)
                        object.leases[j] = message.leases[j];
                }
                if (message.ackTimeoutMs != null && $Object.hasOwnProperty.call(message, "ackTimeoutMs"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.ackTimeoutMs = typeof message.ackTimeoutMs === "number" ? $BigInt(message.ackTimeoutMs) : $util.Long.fromBits(message.ackTimeoutMs.low >>> 0, message.ackTimeoutMs.high >>> 0, true).toBigInt();
                    else if (typeof message.ackTimeoutMs === "number")
                        object.ackTimeoutMs = options.longs === $String ? $String(message.ackTimeoutMs) : message.ackTimeoutMs;
                    else
                        object.ackTimeoutMs = options.longs === $String ? $util.Long.prototype.toString.call(message.ackTimeoutMs) : options.longs === $Number ? new $util.LongBits(message.ackTimeoutMs.low >>> 0, message.ackTimeoutMs.high >>> 0).toNumber(true) : message.ackTimeoutMs;
                return object;
            };

            ExtendRequest.prototype.toJSON = function() {
                return ExtendRequest.toObject(this, $protobuf.util.toJSONOptions);
            };

            return ExtendRequest;
        })();

        v1.SettleResponse = (function() {

            const SettleResponse = function (properties) {
                this.results = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            SettleResponse.prototype.results = $util.emptyArray;

            SettleResponse.create = function(properties) {
                return new SettleResponse(properties);
            };

            SettleResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.results != null && message.results.length)
                    for (let i = 0; i < message.results.length; ++i)
                        $root.prism.v1.SettleResult.encode(message.results[i], writer.uint32(10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            SettleResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.SettleResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.results && message.results.length))
                                message.results = [];
                            message.results.push($root.prism.v1.SettleResult.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            SettleResponse.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.SettleResponse)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.SettleResponse: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.SettleResponse();
                if (object.results) {
                    if (!$Array.isArray(object.results))
                        throw $TypeError(".prism.v1.SettleResponse.results: array expected");
                    message.results = $Array(object.results.length);
                    for (let i = 0; i < object.results.length; ++i) {
                        if (!$util.isObject(object.results[i]))
                            throw $TypeError(".prism.v1.SettleResponse.results: object expected");
                        message.results[i] = $root.prism.v1.SettleResult.fromObject(object.results[i], _depth + 1);
                    }
                }
                return message;
            };

            SettleResponse.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.results = [];
                if (message.results && message.results.length) {
                    object.results = $Array(message.results.length);
                    for (let j = 0; j < message.results.length; ++j)
                        object.results[j] = $root.prism.v1.SettleResult.toObject(message.results[j], options, _depth + 1);
                }
                return object;
            };

            SettleResponse.prototype.toJSON = function() {
                return SettleResponse.toObject(this, $protobuf.util.toJSONOptions);
            };

            return SettleResponse;
        })();

        v1.SettleResult = (function() {

            const SettleResult = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            SettleResult.prototype.error = null;

            SettleResult.create = function(properties) {
                return new SettleResult(properties);
            };

            SettleResult.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.error != null && $Object.hasOwnProperty.call(message, "error"))
                    $root.prism.v1.Error.encode(message.error, writer.uint32(10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            SettleResult.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.SettleResult();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.error = $root.prism.v1.Error.decode(reader, reader.size(), $undefined, _depth + 1, message.error);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            SettleResult.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.SettleResult)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.SettleResult: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.SettleResult();
                if (object.error != null) {
                    if (!$util.isObject(object.error))
                        throw $TypeError(".prism.v1.SettleResult.error: object expected");
                    message.error = $root.prism.v1.Error.fromObject(object.error, _depth + 1);
                }
                return message;
            };

            SettleResult.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults)
                    object.error = null;
                if (message.error != null && $Object.hasOwnProperty.call(message, "error"))
                    object.error = $root.prism.v1.Error.toObject(message.error, options, _depth + 1);
                return object;
            };

            SettleResult.prototype.toJSON = function() {
                return SettleResult.toObject(this, $protobuf.util.toJSONOptions);
            };

            return SettleResult;
        })();

        v1.LeaveRequest = (function() {

            const LeaveRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            LeaveRequest.prototype.namespace = "";
            LeaveRequest.prototype.group = "";
            LeaveRequest.prototype.consumer = "";
            LeaveRequest.prototype.subscription = "";
            LeaveRequest.prototype.subscribeId = 0;

            LeaveRequest.create = function(properties) {
                return new LeaveRequest(properties);
            };

            LeaveRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace") && message.namespace !== "")
                    writer.uint32(10).string(message.namespace);
                if (message.group != null && $Object.hasOwnProperty.call(message, "group") && message.group !== "")
                    writer.uint32(18).string(message.group);
                if (message.consumer != null && $Object.hasOwnProperty.call(message, "consumer") && message.consumer !== "")
                    writer.uint32(26).string(message.consumer);
                if (message.subscription != null && $Object.hasOwnProperty.call(message, "subscription") && message.subscription !== "")
                    writer.uint32(34).string(message.subscription);
                if (message.subscribeId != null && $Object.hasOwnProperty.call(message, "subscribeId") && message.subscribeId !== 0)
                    writer.uint32(40).uint32(message.subscribeId);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            LeaveRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.LeaveRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.namespace = value;
                            else
                                delete message.namespace;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.group = value;
                            else
                                delete message.group;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.consumer = value;
                            else
                                delete message.consumer;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.subscription = value;
                            else
                                delete message.subscription;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.subscribeId = value;
                            else
                                delete message.subscribeId;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            LeaveRequest.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.LeaveRequest)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.LeaveRequest: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.LeaveRequest();
                if (object.namespace != null)
                    if (typeof object.namespace !== "string" || object.namespace.length)
                        message.namespace = $String(object.namespace);
                if (object.group != null)
                    if (typeof object.group !== "string" || object.group.length)
                        message.group = $String(object.group);
                if (object.consumer != null)
                    if (typeof object.consumer !== "string" || object.consumer.length)
                        message.consumer = $String(object.consumer);
                if (object.subscription != null)
                    if (typeof object.subscription !== "string" || object.subscription.length)
                        message.subscription = $String(object.subscription);
                if (object.subscribeId != null)
                    if ($Number(object.subscribeId) !== 0)
                        message.subscribeId = object.subscribeId >>> 0;
                return message;
            };

            LeaveRequest.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.namespace = "";
                    object.group = "";
                    object.consumer = "";
                    object.subscription = "";
                    object.subscribeId = 0;
                }
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace"))
                    object.namespace = message.namespace;
                if (message.group != null && $Object.hasOwnProperty.call(message, "group"))
                    object.group = message.group;
                if (message.consumer != null && $Object.hasOwnProperty.call(message, "consumer"))
                    object.consumer = message.consumer;
                if (message.subscription != null && $Object.hasOwnProperty.call(message, "subscription"))
                    object.subscription = message.subscription;
                if (message.subscribeId != null && $Object.hasOwnProperty.call(message, "subscribeId"))
                    object.subscribeId = message.subscribeId;
                return object;
            };

            LeaveRequest.prototype.toJSON = function() {
                return LeaveRequest.toObject(this, $protobuf.util.toJSONOptions);
            };

            return LeaveRequest;
        })();

        v1.LeaveResponse = (function() {

            const LeaveResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            LeaveResponse.create = function(properties) {
                return new LeaveResponse(properties);
            };

            LeaveResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            LeaveResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.LeaveResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    reader.skipType(tag & 7, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            LeaveResponse.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.LeaveResponse)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.LeaveResponse: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                return new $root.prism.v1.LeaveResponse();
            };

            LeaveResponse.toObject = function () {
                return {};
            };

            LeaveResponse.prototype.toJSON = function() {
                return LeaveResponse.toObject(this, $protobuf.util.toJSONOptions);
            };

            return LeaveResponse;
        })();

        v1.LagRequest = (function() {

            const LagRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            LagRequest.prototype.namespace = "";
            LagRequest.prototype.group = "";

            LagRequest.create = function(properties) {
                return new LagRequest(properties);
            };

            LagRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace") && message.namespace !== "")
                    writer.uint32(10).string(message.namespace);
                if (message.group != null && $Object.hasOwnProperty.call(message, "group") && message.group !== "")
                    writer.uint32(18).string(message.group);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            LagRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.LagRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.namespace = value;
                            else
                                delete message.namespace;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.group = value;
                            else
                                delete message.group;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            LagRequest.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.LagRequest)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.LagRequest: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.LagRequest();
                if (object.namespace != null)
                    if (typeof object.namespace !== "string" || object.namespace.length)
                        message.namespace = $String(object.namespace);
                if (object.group != null)
                    if (typeof object.group !== "string" || object.group.length)
                        message.group = $String(object.group);
                return message;
            };

            LagRequest.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.namespace = "";
                    object.group = "";
                }
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace"))
                    object.namespace = message.namespace;
                if (message.group != null && $Object.hasOwnProperty.call(message, "group"))
                    object.group = message.group;
                return object;
            };

            LagRequest.prototype.toJSON = function() {
                return LagRequest.toObject(this, $protobuf.util.toJSONOptions);
            };

            return LagRequest;
        })();

        v1.LagResponse = (function() {

            const LagResponse = function (properties) {
                this.partitions = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            LagResponse.prototype.waiting = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
            LagResponse.prototype.pending = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
            LagResponse.prototype.partitions = $util.emptyArray;

            LagResponse.create = function(properties) {
                return new LagResponse(properties);
            };

            LagResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.waiting != null && $Object.hasOwnProperty.call(message, "waiting") && (typeof message.waiting === "object" ? message.waiting.low || message.waiting.high : message.waiting !== 0))
                    writer.uint32(8).uint64(message.waiting);
                if (message.pending != null && $Object.hasOwnProperty.call(message, "pending") && (typeof message.pending === "object" ? message.pending.low || message.pending.high : message.pending !== 0))
                    writer.uint32(16).uint64(message.pending);
                if (message.partitions != null && message.partitions.length)
                    for (let i = 0; i < message.partitions.length; ++i)
                        $root.prism.v1.PartitionLag.encode(message.partitions[i], writer.uint32(26).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            LagResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.LagResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.waiting = value;
                            else
                                delete message.waiting;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.pending = value;
                            else
                                delete message.pending;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.partitions && message.partitions.length))
                                message.partitions = [];
                            message.partitions.push($root.prism.v1.PartitionLag.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            LagResponse.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.LagResponse)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.LagResponse: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.LagResponse();
                if (object.waiting != null)
                    if (typeof object.waiting === "object" ? object.waiting.low || object.waiting.high : $Number(object.waiting) !== 0)
                        if ($util.Long)
                            message.waiting = $util.Long.fromValue(object.waiting, true);
                        else if (typeof object.waiting === "string")
                            message.waiting = $parseInt(object.waiting, 10);
                        else if (typeof object.waiting === "number")
                            message.waiting = object.waiting;
                        else if (typeof object.waiting === "object")
                            message.waiting = new $util.LongBits(object.waiting.low >>> 0, object.waiting.high >>> 0).toNumber(true);
                if (object.pending != null)
                    if (typeof object.pending === "object" ? object.pending.low || object.pending.high : $Number(object.pending) !== 0)
                        if ($util.Long)
                            message.pending = $util.Long.fromValue(object.pending, true);
                        else if (typeof object.pending === "string")
                            message.pending = $parseInt(object.pending, 10);
                        else if (typeof object.pending === "number")
                            message.pending = object.pending;
                        else if (typeof object.pending === "object")
                            message.pending = new $util.LongBits(object.pending.low >>> 0, object.pending.high >>> 0).toNumber(true);
                if (object.partitions) {
                    if (!$Array.isArray(object.partitions))
                        throw $TypeError(".prism.v1.LagResponse.partitions: array expected");
                    message.partitions = $Array(object.partitions.length);
                    for (let i = 0; i < object.partitions.length; ++i) {
                        if (!$util.isObject(object.partitions[i]))
                            throw $TypeError(".prism.v1.LagResponse.partitions: object expected");
                        message.partitions[i] = $root.prism.v1.PartitionLag.fromObject(object.partitions[i], _depth + 1);
                    }
                }
                return message;
            };

            LagResponse.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.partitions = [];
                if (options.defaults) {
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.waiting = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.waiting = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.pending = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.pending = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                }
                if (message.waiting != null && $Object.hasOwnProperty.call(message, "waiting"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.waiting = typeof message.waiting === "number" ? $BigInt(message.waiting) : $util.Long.fromBits(message.waiting.low >>> 0, message.waiting.high >>> 0, true).toBigInt();
                    else if (typeof message.waiting === "number")
                        object.waiting = options.longs === $String ? $String(message.waiting) : message.waiting;
                    else
                        object.waiting = options.longs === $String ? $util.Long.prototype.toString.call(message.waiting) : options.longs === $Number ? new $util.LongBits(message.waiting.low >>> 0, message.waiting.high >>> 0).toNumber(true) : message.waiting;
                if (message.pending != null && $Object.hasOwnProperty.call(message, "pending"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.pending = typeof message.pending === "number" ? $BigInt(message.pending) : $util.Long.fromBits(message.pending.low >>> 0, message.pending.high >>> 0, true).toBigInt();
                    else if (typeof message.pending === "number")
                        object.pending = options.longs === $String ? $String(message.pending) : message.pending;
                    else
                        object.pending = options.longs === $String ? $util.Long.prototype.toString.call(message.pending) : options.longs === $Number ? new $util.LongBits(message.pending.low >>> 0, message.pending.high >>> 0).toNumber(true) : message.pending;
                if (message.partitions && message.partitions.length) {
                    object.partitions = $Array(message.partitions.length);
                    for (let j = 0; j < message.partitions.length; ++j)
                        object.partitions[j] = $root.prism.v1.PartitionLag.toObject(message.partitions[j], options, _depth + 1);
                }
                return object;
            };

            LagResponse.prototype.toJSON = function() {
                return LagResponse.toObject(this, $protobuf.util.toJSONOptions);
            };

            return LagResponse;
        })();

        v1.PartitionLag = (function() {

            const PartitionLag = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            PartitionLag.prototype.partition = 0;
            PartitionLag.prototype.position = "";
            PartitionLag.prototype.end = "";
            PartitionLag.prototype.waiting = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            PartitionLag.create = function(properties) {
                return new PartitionLag(properties);
            };

            PartitionLag.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.partition != null && $Object.hasOwnProperty.call(message, "partition") && message.partition !== 0)
                    writer.uint32(8).uint32(message.partition);
                if (message.position != null && $Object.hasOwnProperty.call(message, "position") && message.position !== "")
                    writer.uint32(18).string(message.position);
                if (message.end != null && $Object.hasOwnProperty.call(message, "end") && message.end !== "")
                    writer.uint32(26).string(message.end);
                if (message.waiting != null && $Object.hasOwnProperty.call(message, "waiting") && (typeof message.waiting === "object" ? message.waiting.low || message.waiting.high : message.waiting !== 0))
                    writer.uint32(32).uint64(message.waiting);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            PartitionLag.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.PartitionLag();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.partition = value;
                            else
                                delete message.partition;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.position = value;
                            else
                                delete message.position;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.end = value;
                            else
                                delete message.end;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.waiting = value;
                            else
                                delete message.waiting;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            PartitionLag.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.PartitionLag)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.PartitionLag: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.PartitionLag();
                if (object.partition != null)
                    if ($Number(object.partition) !== 0)
                        message.partition = object.partition >>> 0;
                if (object.position != null)
                    if (typeof object.position !== "string" || object.position.length)
                        message.position = $String(object.position);
                if (object.end != null)
                    if (typeof object.end !== "string" || object.end.length)
                        message.end = $String(object.end);
                if (object.waiting != null)
                    if (typeof object.waiting === "object" ? object.waiting.low || object.waiting.high : $Number(object.waiting) !== 0)
                        if ($util.Long)
                            message.waiting = $util.Long.fromValue(object.waiting, true);
                        else if (typeof object.waiting === "string")
                            message.waiting = $parseInt(object.waiting, 10);
                        else if (typeof object.waiting === "number")
                            message.waiting = object.waiting;
                        else if (typeof object.waiting === "object")
                            message.waiting = new $util.LongBits(object.waiting.low >>> 0, object.waiting.high >>> 0).toNumber(true);
                return message;
            };

            PartitionLag.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.partition = 0;
                    object.position = "";
                    object.end = "";
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.waiting = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.waiting = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                }
                if (message.partition != null && $Object.hasOwnProperty.call(message, "partition"))
                    object.partition = message.partition;
                if (message.position != null && $Object.hasOwnProperty.call(message, "position"))
                    object.position = message.position;
                if (message.end != null && $Object.hasOwnProperty.call(message, "end"))
                    object.end = message.end;
                if (message.waiting != null && $Object.hasOwnProperty.call(message, "waiting"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.waiting = typeof message.waiting === "number" ? $BigInt(message.waiting) : $util.Long.fromBits(message.waiting.low >>> 0, message.waiting.high >>> 0, true).toBigInt();
                    else if (typeof message.waiting === "number")
                        object.waiting = options.longs === $String ? $String(message.waiting) : message.waiting;
                    else
                        object.waiting = options.longs === $String ? $util.Long.prototype.toString.call(message.waiting) : options.longs === $Number ? new $util.LongBits(message.waiting.low >>> 0, message.waiting.high >>> 0).toNumber(true) : message.waiting;
                return object;
            };

            PartitionLag.prototype.toJSON = function() {
                return PartitionLag.toObject(this, $protobuf.util.toJSONOptions);
            };

            return PartitionLag;
        })();

        v1.SeekRequest = (function() {

            const SeekRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            SeekRequest.prototype.namespace = "";
            SeekRequest.prototype.group = "";
            SeekRequest.prototype.to = null;

            SeekRequest.create = function(properties) {
                return new SeekRequest(properties);
            };

            SeekRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace") && message.namespace !== "")
                    writer.uint32(10).string(message.namespace);
                if (message.group != null && $Object.hasOwnProperty.call(message, "group") && message.group !== "")
                    writer.uint32(18).string(message.group);
                if (message.to != null && $Object.hasOwnProperty.call(message, "to"))
                    $root.prism.v1.StreamStart.encode(message.to, writer.uint32(26).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            SeekRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.SeekRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.namespace = value;
                            else
                                delete message.namespace;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.group = value;
                            else
                                delete message.group;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.to = $root.prism.v1.StreamStart.decode(reader, reader.size(), $undefined, _depth + 1, message.to);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            SeekRequest.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.SeekRequest)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.SeekRequest: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.SeekRequest();
                if (object.namespace != null)
                    if (typeof object.namespace !== "string" || object.namespace.length)
                        message.namespace = $String(object.namespace);
                if (object.group != null)
                    if (typeof object.group !== "string" || object.group.length)
                        message.group = $String(object.group);
                if (object.to != null) {
                    if (!$util.isObject(object.to))
                        throw $TypeError(".prism.v1.SeekRequest.to: object expected");
                    message.to = $root.prism.v1.StreamStart.fromObject(object.to, _depth + 1);
                }
                return message;
            };

            SeekRequest.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.namespace = "";
                    object.group = "";
                    object.to = null;
                }
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace"))
                    object.namespace = message.namespace;
                if (message.group != null && $Object.hasOwnProperty.call(message, "group"))
                    object.group = message.group;
                if (message.to != null && $Object.hasOwnProperty.call(message, "to"))
                    object.to = $root.prism.v1.StreamStart.toObject(message.to, options, _depth + 1);
                return object;
            };

            SeekRequest.prototype.toJSON = function() {
                return SeekRequest.toObject(this, $protobuf.util.toJSONOptions);
            };

            return SeekRequest;
        })();

        v1.SeekResponse = (function() {

            const SeekResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            SeekResponse.create = function(properties) {
                return new SeekResponse(properties);
            };

            SeekResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            SeekResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.SeekResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    reader.skipType(tag & 7, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            SeekResponse.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.SeekResponse)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.SeekResponse: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                return new $root.prism.v1.SeekResponse();
            };

            SeekResponse.toObject = function () {
                return {};
            };

            SeekResponse.prototype.toJSON = function() {
                return SeekResponse.toObject(this, $protobuf.util.toJSONOptions);
            };

            return SeekResponse;
        })();

        v1.ListDeadLettersRequest = (function() {

            const ListDeadLettersRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            ListDeadLettersRequest.prototype.namespace = "";
            ListDeadLettersRequest.prototype.group = "";
            ListDeadLettersRequest.prototype.pageSize = 0;
            ListDeadLettersRequest.prototype.pageToken = "";

            ListDeadLettersRequest.create = function(properties) {
                return new ListDeadLettersRequest(properties);
            };

            ListDeadLettersRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace") && message.namespace !== "")
                    writer.uint32(10).string(message.namespace);
                if (message.group != null && $Object.hasOwnProperty.call(message, "group") && message.group !== "")
                    writer.uint32(18).string(message.group);
                if (message.pageSize != null && $Object.hasOwnProperty.call(message, "pageSize") && message.pageSize !== 0)
                    writer.uint32(24).uint32(message.pageSize);
                if (message.pageToken != null && $Object.hasOwnProperty.call(message, "pageToken") && message.pageToken !== "")
                    writer.uint32(34).string(message.pageToken);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            ListDeadLettersRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.ListDeadLettersRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.namespace = value;
                            else
                                delete message.namespace;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.group = value;
                            else
                                delete message.group;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.pageSize = value;
                            else
                                delete message.pageSize;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.pageToken = value;
                            else
                                delete message.pageToken;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            ListDeadLettersRequest.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.ListDeadLettersRequest)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.ListDeadLettersRequest: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.ListDeadLettersRequest();
                if (object.namespace != null)
                    if (typeof object.namespace !== "string" || object.namespace.length)
                        message.namespace = $String(object.namespace);
                if (object.group != null)
                    if (typeof object.group !== "string" || object.group.length)
                        message.group = $String(object.group);
                if (object.pageSize != null)
                    if ($Number(object.pageSize) !== 0)
                        message.pageSize = object.pageSize >>> 0;
                if (object.pageToken != null)
                    if (typeof object.pageToken !== "string" || object.pageToken.length)
                        message.pageToken = $String(object.pageToken);
                return message;
            };

            ListDeadLettersRequest.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.namespace = "";
                    object.group = "";
                    object.pageSize = 0;
                    object.pageToken = "";
                }
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace"))
                    object.namespace = message.namespace;
                if (message.group != null && $Object.hasOwnProperty.call(message, "group"))
                    object.group = message.group;
                if (message.pageSize != null && $Object.hasOwnProperty.call(message, "pageSize"))
                    object.pageSize = message.pageSize;
                if (message.pageToken != null && $Object.hasOwnProperty.call(message, "pageToken"))
                    object.pageToken = message.pageToken;
                return object;
            };

            ListDeadLettersRequest.prototype.toJSON = function() {
                return ListDeadLettersRequest.toObject(this, $protobuf.util.toJSONOptions);
            };

            return ListDeadLettersRequest;
        })();

        v1.ListDeadLettersResponse = (function() {

            const ListDeadLettersResponse = function (properties) {
                this.deadLetters = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            ListDeadLettersResponse.prototype.deadLetters = $util.emptyArray;
            ListDeadLettersResponse.prototype.nextPageToken = "";

            ListDeadLettersResponse.create = function(properties) {
                return new ListDeadLettersResponse(properties);
            };

            ListDeadLettersResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.deadLetters != null && message.deadLetters.length)
                    for (let i = 0; i < message.deadLetters.length; ++i)
                        $root.prism.v1.DeadLetter.encode(message.deadLetters[i], writer.uint32(10).fork(), _depth + 1).ldelim();
                if (message.nextPageToken != null && $Object.hasOwnProperty.call(message, "nextPageToken") && message.nextPageToken !== "")
                    writer.uint32(18).string(message.nextPageToken);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            ListDeadLettersResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.ListDeadLettersResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.deadLetters && message.deadLetters.length))
                                message.deadLetters = [];
                            message.deadLetters.push($root.prism.v1.DeadLetter.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.nextPageToken = value;
                            else
                                delete message.nextPageToken;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            ListDeadLettersResponse.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.ListDeadLettersResponse)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.ListDeadLettersResponse: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.ListDeadLettersResponse();
                if (object.deadLetters) {
                    if (!$Array.isArray(object.deadLetters))
                        throw $TypeError(".prism.v1.ListDeadLettersResponse.deadLetters: array expected");
                    message.deadLetters = $Array(object.deadLetters.length);
                    for (let i = 0; i < object.deadLetters.length; ++i) {
                        if (!$util.isObject(object.deadLetters[i]))
                            throw $TypeError(".prism.v1.ListDeadLettersResponse.deadLetters: object expected");
                        message.deadLetters[i] = $root.prism.v1.DeadLetter.fromObject(object.deadLetters[i], _depth + 1);
                    }
                }
                if (object.nextPageToken != null)
                    if (typeof object.nextPageToken !== "string" || object.nextPageToken.length)
                        message.nextPageToken = $String(object.nextPageToken);
                return message;
            };

            ListDeadLettersResponse.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.deadLetters = [];
                if (options.defaults)
                    object.nextPageToken = "";
                if (message.deadLetters && message.deadLetters.length) {
                    object.deadLetters = $Array(message.deadLetters.length);
                    for (let j = 0; j < message.deadLetters.length; ++j)
                        object.deadLetters[j] = $root.prism.v1.DeadLetter.toObject(message.deadLetters[j], options, _depth + 1);
                }
                if (message.nextPageToken != null && $Object.hasOwnProperty.call(message, "nextPageToken"))
                    object.nextPageToken = message.nextPageToken;
                return object;
            };

            ListDeadLettersResponse.prototype.toJSON = function() {
                return ListDeadLettersResponse.toObject(this, $protobuf.util.toJSONOptions);
            };

            return ListDeadLettersResponse;
        })();

        v1.DeadLetter = (function() {

            const DeadLetter = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            DeadLetter.prototype.id = "";
            DeadLetter.prototype.group = "";
            DeadLetter.prototype.reason = "";
            DeadLetter.prototype.attempts = 0;
            DeadLetter.prototype.diedMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
            DeadLetter.prototype.message = null;

            DeadLetter.create = function(properties) {
                return new DeadLetter(properties);
            };

            DeadLetter.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id !== "")
                    writer.uint32(10).string(message.id);
                if (message.group != null && $Object.hasOwnProperty.call(message, "group") && message.group !== "")
                    writer.uint32(18).string(message.group);
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                    writer.uint32(26).string(message.reason);
                if (message.attempts != null && $Object.hasOwnProperty.call(message, "attempts") && message.attempts !== 0)
                    writer.uint32(32).uint32(message.attempts);
                if (message.diedMs != null && $Object.hasOwnProperty.call(message, "diedMs") && (typeof message.diedMs === "object" ? message.diedMs.low || message.diedMs.high : message.diedMs !== 0))
                    writer.uint32(40).uint64(message.diedMs);
                if (message.message != null && $Object.hasOwnProperty.call(message, "message"))
                    $root.prism.v1.Delivery.encode(message.message, writer.uint32(50).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            DeadLetter.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.DeadLetter();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.id = value;
                            else
                                delete message.id;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.group = value;
                            else
                                delete message.group;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.reason = value;
                            else
                                delete message.reason;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.attempts = value;
                            else
                                delete message.attempts;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.diedMs = value;
                            else
                                delete message.diedMs;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            message.message = $root.prism.v1.Delivery.decode(reader, reader.size(), $undefined, _depth + 1, message.message);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            DeadLetter.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.DeadLetter)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.DeadLetter: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.DeadLetter();
                if (object.id != null)
                    if (typeof object.id !== "string" || object.id.length)
                        message.id = $String(object.id);
                if (object.group != null)
                    if (typeof object.group !== "string" || object.group.length)
                        message.group = $String(object.group);
                if (object.reason != null)
                    if (typeof object.reason !== "string" || object.reason.length)
                        message.reason = $String(object.reason);
                if (object.attempts != null)
                    if ($Number(object.attempts) !== 0)
                        message.attempts = object.attempts >>> 0;
                if (object.diedMs != null)
                    if (typeof object.diedMs === "object" ? object.diedMs.low || object.diedMs.high : $Number(object.diedMs) !== 0)
                        if ($util.Long)
                            message.diedMs = $util.Long.fromValue(object.diedMs, true);
                        else if (typeof object.diedMs === "string")
                            message.diedMs = $parseInt(object.diedMs, 10);
                        else if (typeof object.diedMs === "number")
                            message.diedMs = object.diedMs;
                        else if (typeof object.diedMs === "object")
                            message.diedMs = new $util.LongBits(object.diedMs.low >>> 0, object.diedMs.high >>> 0).toNumber(true);
                if (object.message != null) {
                    if (!$util.isObject(object.message))
                        throw $TypeError(".prism.v1.DeadLetter.message: object expected");
                    message.message = $root.prism.v1.Delivery.fromObject(object.message, _depth + 1);
                }
                return message;
            };

            DeadLetter.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.id = "";
                    object.group = "";
                    object.reason = "";
                    object.attempts = 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.diedMs = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.diedMs = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    object.message = null;
                }
                if (message.id != null && $Object.hasOwnProperty.call(message, "id"))
                    object.id = message.id;
                if (message.group != null && $Object.hasOwnProperty.call(message, "group"))
                    object.group = message.group;
                if (message.reason != null && $Object.hasOwnProperty.call(message, "reason"))
                    object.reason = message.reason;
                if (message.attempts != null && $Object.hasOwnProperty.call(message, "attempts"))
                    object.attempts = message.attempts;
                if (message.diedMs != null && $Object.hasOwnProperty.call(message, "diedMs"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.diedMs = typeof message.diedMs === "number" ? $BigInt(message.diedMs) : $util.Long.fromBits(message.diedMs.low >>> 0, message.diedMs.high >>> 0, true).toBigInt();
                    else if (typeof message.diedMs === "number")
                        object.diedMs = options.longs === $String ? $String(message.diedMs) : message.diedMs;
                    else
                        object.diedMs = options.longs === $String ? $util.Long.prototype.toString.call(message.diedMs) : options.longs === $Number ? new $util.LongBits(message.diedMs.low >>> 0, message.diedMs.high >>> 0).toNumber(true) : message.diedMs;
                if (message.message != null && $Object.hasOwnProperty.call(message, "message"))
                    object.message = $root.prism.v1.Delivery.toObject(message.message, options, _depth + 1);
                return object;
            };

            DeadLetter.prototype.toJSON = function() {
                return DeadLetter.toObject(this, $protobuf.util.toJSONOptions);
            };

            return DeadLetter;
        })();

        v1.ReplayDeadLettersRequest = (function() {

            const ReplayDeadLettersRequest = function (properties) {
                this.ids = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            ReplayDeadLettersRequest.prototype.namespace = "";
            ReplayDeadLettersRequest.prototype.ids = $util.emptyArray;

            ReplayDeadLettersRequest.create = function(properties) {
                return new ReplayDeadLettersRequest(properties);
            };

            ReplayDeadLettersRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace") && message.namespace !== "")
                    writer.uint32(10).string(message.namespace);
                if (message.ids != null && message.ids.length)
                    for (let i = 0; i < message.ids.length; ++i)
                        writer.uint32(18).string(message.ids[i]);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            ReplayDeadLettersRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.ReplayDeadLettersRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.namespace = value;
                            else
                                delete message.namespace;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.ids && message.ids.length))
                                message.ids = [];
                            message.ids.push(reader.stringVerify());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            ReplayDeadLettersRequest.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.ReplayDeadLettersRequest)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.ReplayDeadLettersRequest: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.ReplayDeadLettersRequest();
                if (object.namespace != null)
                    if (typeof object.namespace !== "string" || object.namespace.length)
                        message.namespace = $String(object.namespace);
                if (object.ids) {
                    if (!$Array.isArray(object.ids))
                        throw $TypeError(".prism.v1.ReplayDeadLettersRequest.ids: array expected");
                    message.ids = $Array(object.ids.length);
                    for (let i = 0; i < object.ids.length; ++i)
                        message.ids[i] = $String(object.ids[i]);
                }
                return message;
            };

            ReplayDeadLettersRequest.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.ids = [];
                if (options.defaults)
                    object.namespace = "";
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace"))
                    object.namespace = message.namespace;
                if (message.ids && message.ids.length) {
                    object.ids = $Array(message.ids.length);
                    for (let j = 0; j < message.ids.length; ++j)
                        object.ids[j] = message.ids[j];
                }
                return object;
            };

            ReplayDeadLettersRequest.prototype.toJSON = function() {
                return ReplayDeadLettersRequest.toObject(this, $protobuf.util.toJSONOptions);
            };

            return ReplayDeadLettersRequest;
        })();

        v1.ReplayDeadLettersResponse = (function() {

            const ReplayDeadLettersResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            ReplayDeadLettersResponse.prototype.count = 0;

            ReplayDeadLettersResponse.create = function(properties) {
                return new ReplayDeadLettersResponse(properties);
            };

            ReplayDeadLettersResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.count != null && $Object.hasOwnProperty.call(message, "count") && message.count !== 0)
                    writer.uint32(8).uint32(message.count);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            ReplayDeadLettersResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.ReplayDeadLettersResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.count = value;
                            else
                                delete message.count;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            ReplayDeadLettersResponse.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.ReplayDeadLettersResponse)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.ReplayDeadLettersResponse: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.ReplayDeadLettersResponse();
                if (object.count != null)
                    if ($Number(object.count) !== 0)
                        message.count = object.count >>> 0;
                return message;
            };

            ReplayDeadLettersResponse.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults)
                    object.count = 0;
                if (message.count != null && $Object.hasOwnProperty.call(message, "count"))
                    object.count = message.count;
                return object;
            };

            ReplayDeadLettersResponse.prototype.toJSON = function() {
                return ReplayDeadLettersResponse.toObject(this, $protobuf.util.toJSONOptions);
            };

            return ReplayDeadLettersResponse;
        })();

        v1.RemoveDeadLettersRequest = (function() {

            const RemoveDeadLettersRequest = function (properties) {
                this.ids = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            RemoveDeadLettersRequest.prototype.namespace = "";
            RemoveDeadLettersRequest.prototype.ids = $util.emptyArray;

            RemoveDeadLettersRequest.create = function(properties) {
                return new RemoveDeadLettersRequest(properties);
            };

            RemoveDeadLettersRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace") && message.namespace !== "")
                    writer.uint32(10).string(message.namespace);
                if (message.ids != null && message.ids.length)
                    for (let i = 0; i < message.ids.length; ++i)
                        writer.uint32(18).string(message.ids[i]);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            RemoveDeadLettersRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.RemoveDeadLettersRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.namespace = value;
                            else
                                delete message.namespace;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.ids && message.ids.length))
                                message.ids = [];
                            message.ids.push(reader.stringVerify());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            RemoveDeadLettersRequest.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.RemoveDeadLettersRequest)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.RemoveDeadLettersRequest: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.RemoveDeadLettersRequest();
                if (object.namespace != null)
                    if (typeof object.namespace !== "string" || object.namespace.length)
                        message.namespace = $String(object.namespace);
                if (object.ids) {
                    if (!$Array.isArray(object.ids))
                        throw $TypeError(".prism.v1.RemoveDeadLettersRequest.ids: array expected");
                    message.ids = $Array(object.ids.length);
                    for (let i = 0; i < object.ids.length; ++i)
                        message.ids[i] = $String(object.ids[i]);
                }
                return message;
            };

            RemoveDeadLettersRequest.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.ids = [];
                if (options.defaults)
                    object.namespace = "";
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace"))
                    object.namespace = message.namespace;
                if (message.ids && message.ids.length) {
                    object.ids = $Array(message.ids.length);
                    for (let j = 0; j < message.ids.length; ++j)
                        object.ids[j] = message.ids[j];
                }
                return object;
            };

            RemoveDeadLettersRequest.prototype.toJSON = function() {
                return RemoveDeadLettersRequest.toObject(this, $protobuf.util.toJSONOptions);
            };

            return RemoveDeadLettersRequest;
        })();

        v1.RemoveDeadLettersResponse = (function() {

            const RemoveDeadLettersResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            RemoveDeadLettersResponse.prototype.count = 0;

            RemoveDeadLettersResponse.create = function(properties) {
                return new RemoveDeadLettersResponse(properties);
            };

            RemoveDeadLettersResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.count != null && $Object.hasOwnProperty.call(message, "count") && message.count !== 0)
                    writer.uint32(8).uint32(message.count);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            RemoveDeadLettersResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.RemoveDeadLettersResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.count = value;
                            else
                                delete message.count;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            RemoveDeadLettersResponse.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.RemoveDeadLettersResponse)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.RemoveDeadLettersResponse: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.RemoveDeadLettersResponse();
                if (object.count != null)
                    if ($Number(object.count) !== 0)
                        message.count = object.count >>> 0;
                return message;
            };

            RemoveDeadLettersResponse.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults)
                    object.count = 0;
                if (message.count != null && $Object.hasOwnProperty.call(message, "count"))
                    object.count = message.count;
                return object;
            };

            RemoveDeadLettersResponse.prototype.toJSON = function() {
                return RemoveDeadLettersResponse.toObject(this, $protobuf.util.toJSONOptions);
            };

            return RemoveDeadLettersResponse;
        })();

        v1.ListGroupsRequest = (function() {

            const ListGroupsRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            ListGroupsRequest.prototype.namespace = "";

            ListGroupsRequest.create = function(properties) {
                return new ListGroupsRequest(properties);
            };

            ListGroupsRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace") && message.namespace !== "")
                    writer.uint32(10).string(message.namespace);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            ListGroupsRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.ListGroupsRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.namespace = value;
                            else
                                delete message.namespace;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            ListGroupsRequest.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.ListGroupsRequest)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.ListGroupsRequest: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.ListGroupsRequest();
                if (object.namespace != null)
                    if (typeof object.namespace !== "string" || object.namespace.length)
                        message.namespace = $String(object.namespace);
                return message;
            };

            ListGroupsRequest.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults)
                    object.namespace = "";
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace"))
                    object.namespace = message.namespace;
                return object;
            };

            ListGroupsRequest.prototype.toJSON = function() {
                return ListGroupsRequest.toObject(this, $protobuf.util.toJSONOptions);
            };

            return ListGroupsRequest;
        })();

        v1.ListGroupsResponse = (function() {

            const ListGroupsResponse = function (properties) {
                this.groups = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            ListGroupsResponse.prototype.groups = $util.emptyArray;

            ListGroupsResponse.create = function(properties) {
                return new ListGroupsResponse(properties);
            };

            ListGroupsResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.groups != null && message.groups.length)
                    for (let i = 0; i < message.groups.length; ++i)
                        $root.prism.v1.Group.encode(message.groups[i], writer.uint32(10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            ListGroupsResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.ListGroupsResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.groups && message.groups.length))
                                message.groups = [];
                            message.groups.push($root.prism.v1.Group.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            ListGroupsResponse.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.ListGroupsResponse)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.ListGroupsResponse: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.ListGroupsResponse();
                if (object.groups) {
                    if (!$Array.isArray(object.groups))
                        throw $TypeError(".prism.v1.ListGroupsResponse.groups: array expected");
                    message.groups = $Array(object.groups.length);
                    for (let i = 0; i < object.groups.length; ++i) {
                        if (!$util.isObject(object.groups[i]))
                            throw $TypeError(".prism.v1.ListGroupsResponse.groups: object expected");
                        message.groups[i] = $root.prism.v1.Group.fromObject(object.groups[i], _depth + 1);
                    }
                }
                return message;
            };

            ListGroupsResponse.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.groups = [];
                if (message.groups && message.groups.length) {
                    object.groups = $Array(message.groups.length);
                    for (let j = 0; j < message.groups.length; ++j)
                        object.groups[j] = $root.prism.v1.Group.toObject(message.groups[j], options, _depth + 1);
                }
                return object;
            };

            ListGroupsResponse.prototype.toJSON = function() {
                return ListGroupsResponse.toObject(this, $protobuf.util.toJSONOptions);
            };

            return ListGroupsResponse;
        })();

        v1.Group = (function() {

            const Group = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            Group.prototype.name = "";
            Group.prototype.consumers = 0;

            Group.create = function(properties) {
                return new Group(properties);
            };

            Group.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(10).string(message.name);
                if (message.consumers != null && $Object.hasOwnProperty.call(message, "consumers") && message.consumers !== 0)
                    writer.uint32(16).uint32(message.consumers);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            Group.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.Group();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.consumers = value;
                            else
                                delete message.consumers;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            Group.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.Group)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.Group: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.Group();
                if (object.name != null)
                    if (typeof object.name !== "string" || object.name.length)
                        message.name = $String(object.name);
                if (object.consumers != null)
                    if ($Number(object.consumers) !== 0)
                        message.consumers = object.consumers >>> 0;
                return message;
            };

            Group.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.name = "";
                    object.consumers = 0;
                }
                if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                    object.name = message.name;
                if (message.consumers != null && $Object.hasOwnProperty.call(message, "consumers"))
                    object.consumers = message.consumers;
                return object;
            };

            Group.prototype.toJSON = function() {
                return Group.toObject(this, $protobuf.util.toJSONOptions);
            };

            return Group;
        })();

        v1.DropGroupRequest = (function() {

            const DropGroupRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            DropGroupRequest.prototype.namespace = "";
            DropGroupRequest.prototype.group = "";

            DropGroupRequest.create = function(properties) {
                return new DropGroupRequest(properties);
            };

            DropGroupRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace") && message.namespace !== "")
                    writer.uint32(10).string(message.namespace);
                if (message.group != null && $Object.hasOwnProperty.call(message, "group") && message.group !== "")
                    writer.uint32(18).string(message.group);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            DropGroupRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.DropGroupRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.namespace = value;
                            else
                                delete message.namespace;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.group = value;
                            else
                                delete message.group;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            DropGroupRequest.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.DropGroupRequest)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.DropGroupRequest: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.DropGroupRequest();
                if (object.namespace != null)
                    if (typeof object.namespace !== "string" || object.namespace.length)
                        message.namespace = $String(object.namespace);
                if (object.group != null)
                    if (typeof object.group !== "string" || object.group.length)
                        message.group = $String(object.group);
                return message;
            };

            DropGroupRequest.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.namespace = "";
                    object.group = "";
                }
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace"))
                    object.namespace = message.namespace;
                if (message.group != null && $Object.hasOwnProperty.call(message, "group"))
                    object.group = message.group;
                return object;
            };

            DropGroupRequest.prototype.toJSON = function() {
                return DropGroupRequest.toObject(this, $protobuf.util.toJSONOptions);
            };

            return DropGroupRequest;
        })();

        v1.DropGroupResponse = (function() {

            const DropGroupResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            DropGroupResponse.prototype.dropped = false;

            DropGroupResponse.create = function(properties) {
                return new DropGroupResponse(properties);
            };

            DropGroupResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.dropped != null && $Object.hasOwnProperty.call(message, "dropped") && message.dropped !== false)
                    writer.uint32(8).bool(message.dropped);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            DropGroupResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.DropGroupResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.dropped = value;
                            else
                                delete message.dropped;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            DropGroupResponse.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.DropGroupResponse)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.DropGroupResponse: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.DropGroupResponse();
                if (object.dropped != null)
                    if (object.dropped)
                        message.dropped = $Boolean(object.dropped);
                return message;
            };

            DropGroupResponse.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults)
                    object.dropped = false;
                if (message.dropped != null && $Object.hasOwnProperty.call(message, "dropped"))
                    object.dropped = message.dropped;
                return object;
            };

            DropGroupResponse.prototype.toJSON = function() {
                return DropGroupResponse.toObject(this, $protobuf.util.toJSONOptions);
            };

            return DropGroupResponse;
        })();

        v1.Namespace = (function() {

            const Namespace = function (properties) {
                this.access = [];
                this.limits = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            Namespace.prototype.name = "";
            Namespace.prototype.pattern = "";
            Namespace.prototype.backend = "";
            Namespace.prototype.access = $util.emptyArray;
            Namespace.prototype.limits = $util.emptyArray;
            Namespace.prototype.audit = "";
            Namespace.prototype.needs = null;
            Namespace.prototype.stream = null;
            Namespace.prototype.etag = "";
            Namespace.prototype.origin = 0;
            Namespace.prototype.file = "";
            Namespace.prototype.state = 0;
            Namespace.prototype.problem = "";
            Namespace.prototype.revision = 0;
            Namespace.prototype.createTime = "";
            Namespace.prototype.updateTime = "";
            Namespace.prototype.updatedBy = "";
            Namespace.prototype.store = null;

            Namespace.create = function(properties) {
                return new Namespace(properties);
            };

            Namespace.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(10).string(message.name);
                if (message.pattern != null && $Object.hasOwnProperty.call(message, "pattern") && message.pattern !== "")
                    writer.uint32(18).string(message.pattern);
                if (message.backend != null && $Object.hasOwnProperty.call(message, "backend") && message.backend !== "")
                    writer.uint32(26).string(message.backend);
                if (message.access != null && message.access.length)
                    for (let i = 0; i < message.access.length; ++i)
                        $root.prism.v1.AccessRule.encode(message.access[i], writer.uint32(34).fork(), _depth + 1).ldelim();
                if (message.limits != null && message.limits.length)
                    for (let i = 0; i < message.limits.length; ++i)
                        $root.prism.v1.LimitRule.encode(message.limits[i], writer.uint32(42).fork(), _depth + 1).ldelim();
                if (message.audit != null && $Object.hasOwnProperty.call(message, "audit") && message.audit !== "")
                    writer.uint32(50).string(message.audit);
                if (message.needs != null && $Object.hasOwnProperty.call(message, "needs"))
                    $root.prism.v1.Needs.encode(message.needs, writer.uint32(66).fork(), _depth + 1).ldelim();
                if (message.stream != null && $Object.hasOwnProperty.call(message, "stream"))
                    $root.prism.v1.StreamSettings.encode(message.stream, writer.uint32(74).fork(), _depth + 1).ldelim();
                if (message.etag != null && $Object.hasOwnProperty.call(message, "etag") && message.etag !== "")
                    writer.uint32(130).string(message.etag);
                if (message.origin != null && $Object.hasOwnProperty.call(message, "origin") && message.origin !== 0)
                    writer.uint32(136).int32(message.origin);
                if (message.file != null && $Object.hasOwnProperty.call(message, "file") && message.file !== "")
                    writer.uint32(146).string(message.file);
                if (message.state != null && $Object.hasOwnProperty.call(message, "state") && message.state !== 0)
                    writer.uint32(152).int32(message.state);
                if (message.problem != null && $Object.hasOwnProperty.call(message, "problem") && message.problem !== "")
                    writer.uint32(162).string(message.problem);
                if (message.revision != null && $Object.hasOwnProperty.call(message, "revision") && message.revision !== 0)
                    writer.uint32(168).uint32(message.revision);
                if (message.createTime != null && $Object.hasOwnProperty.call(message, "createTime") && message.createTime !== "")
                    writer.uint32(178).string(message.createTime);
                if (message.updateTime != null && $Object.hasOwnProperty.call(message, "updateTime") && message.updateTime !== "")
                    writer.uint32(186).string(message.updateTime);
                if (message.updatedBy != null && $Object.hasOwnProperty.call(message, "updatedBy") && message.updatedBy !== "")
                    writer.uint32(194).string(message.updatedBy);
                if (message.store != null && $Object.hasOwnProperty.call(message, "store"))
                    $root.prism.v1.Store.encode(message.store, writer.uint32(202).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            Namespace.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.Namespace();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.pattern = value;
                            else
                                delete message.pattern;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.backend = value;
                            else
                                delete message.backend;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if (!(message.access && message.access.length))
                                message.access = [];
                            message.access.push($root.prism.v1.AccessRule.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if (!(message.limits && message.limits.length))
                                message.limits = [];
                            message.limits.push($root.prism.v1.LimitRule.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.audit = value;
                            else
                                delete message.audit;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            message.needs = $root.prism.v1.Needs.decode(reader, reader.size(), $undefined, _depth + 1, message.needs);
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            message.stream = $root.prism.v1.StreamSettings.decode(reader, reader.size(), $undefined, _depth + 1, message.stream);
                            continue;
                        }
                    case 16: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.etag = value;
                            else
                                delete message.etag;
                            continue;
                        }
                    case 17: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.origin = value;
                            else
                                delete message.origin;
                            continue;
                        }
                    case 18: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.file = value;
                            else
                                delete message.file;
                            continue;
                        }
                    case 19: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.state = value;
                            else
                                delete message.state;
                            continue;
                        }
                    case 20: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.problem = value;
                            else
                                delete message.problem;
                            continue;
                        }
                    case 21: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.revision = value;
                            else
                                delete message.revision;
                            continue;
                        }
                    case 22: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.createTime = value;
                            else
                                delete message.createTime;
                            continue;
                        }
                    case 23: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.updateTime = value;
                            else
                                delete message.updateTime;
                            continue;
                        }
                    case 24: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.updatedBy = value;
                            else
                                delete message.updatedBy;
                            continue;
                        }
                    case 25: {
                            if (wireType !== 2)
                                break;
                            message.store = $root.prism.v1.Store.decode(reader, reader.size(), $undefined, _depth + 1, message.store);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            Namespace.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.Namespace)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.Namespace: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.Namespace();
                if (object.name != null)
                    if (typeof object.name !== "string" || object.name.length)
                        message.name = $String(object.name);
                if (object.pattern != null)
                    if (typeof object.pattern !== "string" || object.pattern.length)
                        message.pattern = $String(object.pattern);
                if (object.backend != null)
                    if (typeof object.backend !== "string" || object.backend.length)
                        message.backend = $String(object.backend);
                if (object.access) {
                    if (!$Array.isArray(object.access))
                        throw $TypeError(".prism.v1.Namespace.access: array expected");
                    message.access = $Array(object.access.length);
                    for (let i = 0; i < object.access.length; ++i) {
                        if (!$util.isObject(object.access[i]))
                            throw $TypeError(".prism.v1.Namespace.access: object expected");
                        message.access[i] = $root.prism.v1.AccessRule.fromObject(object.access[i], _depth + 1);
                    }
                }
                if (object.limits) {
                    if (!$Array.isArray(object.limits))
                        throw $TypeError(".prism.v1.Namespace.limits: array expected");
                    message.limits = $Array(object.limits.length);
                    for (let i = 0; i < object.limits.length; ++i) {
                        if (!$util.isObject(object.limits[i]))
                            throw $TypeError(".prism.v1.Namespace.limits: object expected");
                        message.limits[i] = $root.prism.v1.LimitRule.fromObject(object.limits[i], _depth + 1);
                    }
                }
                if (object.audit != null)
                    if (typeof object.audit !== "string" || object.audit.length)
                        message.audit = $String(object.audit);
                if (object.needs != null) {
                    if (!$util.isObject(object.needs))
                        throw $TypeError(".prism.v1.Namespace.needs: object expected");
                    message.needs = $root.prism.v1.Needs.fromObject(object.needs, _depth + 1);
                }
                if (object.stream != null) {
                    if (!$util.isObject(object.stream))
                        throw $TypeError(".prism.v1.Namespace.stream: object expected");
                    message.stream = $root.prism.v1.StreamSettings.fromObject(object.stream, _depth + 1);
                }
                if (object.etag != null)
                    if (typeof object.etag !== "string" || object.etag.length)
                        message.etag = $String(object.etag);
                if (object.origin !== 0 && (typeof object.origin !== "string" || $root.prism.v1.Namespace.Origin[object.origin] !== 0))
                    switch (object.origin) {
                    case "ORIGIN_UNSPECIFIED":
                    case 0:
                        message.origin = 0;
                        break;
                    case "FILE":
                    case 1:
                        message.origin = 1;
                        break;
                    case "API":
                    case 2:
                        message.origin = 2;
                        break;
                    default:
                        if (typeof object.origin === "number" && (object.origin | 0) === object.origin)
                            message.origin = object.origin;
                    }
                if (object.file != null)
                    if (typeof object.file !== "string" || object.file.length)
                        message.file = $String(object.file);
                if (object.state !== 0 && (typeof object.state !== "string" || $root.prism.v1.Namespace.State[object.state] !== 0))
                    switch (object.state) {
                    case "STATE_UNSPECIFIED":
                    case 0:
                        message.state = 0;
                        break;
                    case "ACTIVE":
                    case 1:
                        message.state = 1;
                        break;
                    case "DELETING":
                    case 2:
                        message.state = 2;
                        break;
                    case "UNSERVED":
                    case 3:
                        message.state = 3;
                        break;
                    default:
                        if (typeof object.state === "number" && (object.state | 0) === object.state)
                            message.state = object.state;
                    }
                if (object.problem != null)
                    if (typeof object.problem !== "string" || object.problem.length)
                        message.problem = $String(object.problem);
                if (object.revision != null)
                    if ($Number(object.revision) !== 0)
                        message.revision = object.revision >>> 0;
                if (object.createTime != null)
                    if (typeof object.createTime !== "string" || object.createTime.length)
                        message.createTime = $String(object.createTime);
                if (object.updateTime != null)
                    if (typeof object.updateTime !== "string" || object.updateTime.length)
                        message.updateTime = $String(object.updateTime);
                if (object.updatedBy != null)
                    if (typeof object.updatedBy !== "string" || object.updatedBy.length)
                        message.updatedBy = $String(object.updatedBy);
                if (object.store != null) {
                    if (!$util.isObject(object.store))
                        throw $TypeError(".prism.v1.Namespace.store: object expected");
                    message.store = $root.prism.v1.Store.fromObject(object.store, _depth + 1);
                }
                return message;
            };

            Namespace.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults) {
                    object.access = [];
                    object.limits = [];
                }
                if (options.defaults) {
                    object.name = "";
                    object.pattern = "";
                    object.backend = "";
                    object.audit = "";
                    object.needs = null;
                    object.stream = null;
                    object.etag = "";
                    object.origin = options.enums === $String ? "ORIGIN_UNSPECIFIED" : 0;
                    object.file = "";
                    object.state = options.enums === $String ? "STATE_UNSPECIFIED" : 0;
                    object.problem = "";
                    object.revision = 0;
                    object.createTime = "";
                    object.updateTime = "";
                    object.updatedBy = "";
                    object.store = null;
                }
                if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                    object.name = message.name;
                if (message.pattern != null && $Object.hasOwnProperty.call(message, "pattern"))
                    object.pattern = message.pattern;
                if (message.backend != null && $Object.hasOwnProperty.call(message, "backend"))
                    object.backend = message.backend;
                if (message.access && message.access.length) {
                    object.access = $Array(message.access.length);
                    for (let j = 0; j < message.access.length; ++j)
                        object.access[j] = $root.prism.v1.AccessRule.toObject(message.access[j], options, _depth + 1);
                }
                if (message.limits && message.limits.length) {
                    object.limits = $Array(message.limits.length);
                    for (let j = 0; j < message.limits.length; ++j)
                        object.limits[j] = $root.prism.v1.LimitRule.toObject(message.limits[j], options, _depth + 1);
                }
                if (message.audit != null && $Object.hasOwnProperty.call(message, "audit"))
                    object.audit = message.audit;
                if (message.needs != null && $Object.hasOwnProperty.call(message, "needs"))
                    object.needs = $root.prism.v1.Needs.toObject(message.needs, options, _depth + 1);
                if (message.stream != null && $Object.hasOwnProperty.call(message, "stream"))
                    object.stream = $root.prism.v1.StreamSettings.toObject(message.stream, options, _depth + 1);
                if (message.etag != null && $Object.hasOwnProperty.call(message, "etag"))
                    object.etag = message.etag;
                if (message.origin != null && $Object.hasOwnProperty.call(message, "origin"))
                    object.origin = options.enums === $String ? $root.prism.v1.Namespace.Origin[message.origin] === $undefined ? message.origin : $root.prism.v1.Namespace.Origin[message.origin] : message.origin;
                if (message.file != null && $Object.hasOwnProperty.call(message, "file"))
                    object.file = message.file;
                if (message.state != null && $Object.hasOwnProperty.call(message, "state"))
                    object.state = options.enums === $String ? $root.prism.v1.Namespace.State[message.state] === $undefined ? message.state : $root.prism.v1.Namespace.State[message.state] : message.state;
                if (message.problem != null && $Object.hasOwnProperty.call(message, "problem"))
                    object.problem = message.problem;
                if (message.revision != null && $Object.hasOwnProperty.call(message, "revision"))
                    object.revision = message.revision;
                if (message.createTime != null && $Object.hasOwnProperty.call(message, "createTime"))
                    object.createTime = message.createTime;
                if (message.updateTime != null && $Object.hasOwnProperty.call(message, "updateTime"))
                    object.updateTime = message.updateTime;
                if (message.updatedBy != null && $Object.hasOwnProperty.call(message, "updatedBy"))
                    object.updatedBy = message.updatedBy;
                if (message.store != null && $Object.hasOwnProperty.call(message, "store"))
                    object.store = $root.prism.v1.Store.toObject(message.store, options, _depth + 1);
                return object;
            };

            Namespace.prototype.toJSON = function() {
                return Namespace.toObject(this, $protobuf.util.toJSONOptions);
            };

            Namespace.Origin = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "ORIGIN_UNSPECIFIED"] = 0;
                values[valuesById[1] = "FILE"] = 1;
                values[valuesById[2] = "API"] = 2;
                return values;
            })();

            Namespace.State = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "STATE_UNSPECIFIED"] = 0;
                values[valuesById[1] = "ACTIVE"] = 1;
                values[valuesById[2] = "DELETING"] = 2;
                values[valuesById[3] = "UNSERVED"] = 3;
                return values;
            })();

            return Namespace;
        })();

        v1.Store = (function() {

            const Store = function (properties) {
                this.abilities = [];
                this.findings = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            Store.prototype.state = 0;
            Store.prototype.problem = "";
            Store.prototype.workers = 0;
            Store.prototype.up = 0;
            Store.prototype.isProbed = false;
            Store.prototype.durability = "";
            Store.prototype.consistency = "";
            Store.prototype.ordering = "";
            Store.prototype.abilities = $util.emptyArray;
            Store.prototype.findings = $util.emptyArray;

            Store.create = function(properties) {
                return new Store(properties);
            };

            Store.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.state != null && $Object.hasOwnProperty.call(message, "state") && message.state !== 0)
                    writer.uint32(8).int32(message.state);
                if (message.problem != null && $Object.hasOwnProperty.call(message, "problem") && message.problem !== "")
                    writer.uint32(18).string(message.problem);
                if (message.workers != null && $Object.hasOwnProperty.call(message, "workers") && message.workers !== 0)
                    writer.uint32(24).uint32(message.workers);
                if (message.up != null && $Object.hasOwnProperty.call(message, "up") && message.up !== 0)
                    writer.uint32(32).uint32(message.up);
                if (message.isProbed != null && $Object.hasOwnProperty.call(message, "isProbed") && message.isProbed !== false)
                    writer.uint32(40).bool(message.isProbed);
                if (message.durability != null && $Object.hasOwnProperty.call(message, "durability") && message.durability !== "")
                    writer.uint32(50).string(message.durability);
                if (message.consistency != null && $Object.hasOwnProperty.call(message, "consistency") && message.consistency !== "")
                    writer.uint32(58).string(message.consistency);
                if (message.ordering != null && $Object.hasOwnProperty.call(message, "ordering") && message.ordering !== "")
                    writer.uint32(66).string(message.ordering);
                if (message.abilities != null && message.abilities.length)
                    for (let i = 0; i < message.abilities.length; ++i)
                        writer.uint32(74).string(message.abilities[i]);
                if (message.findings != null && message.findings.length)
                    for (let i = 0; i < message.findings.length; ++i)
                        $root.prism.v1.Store.Finding.encode(message.findings[i], writer.uint32(82).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            Store.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.Store();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.state = value;
                            else
                                delete message.state;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.problem = value;
                            else
                                delete message.problem;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.workers = value;
                            else
                                delete message.workers;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.up = value;
                            else
                                delete message.up;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.isProbed = value;
                            else
                                delete message.isProbed;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.durability = value;
                            else
                                delete message.durability;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.consistency = value;
                            else
                                delete message.consistency;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.ordering = value;
                            else
                                delete message.ordering;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            if (!(message.abilities && message.abilities.length))
                                message.abilities = [];
                            message.abilities.push(reader.stringVerify());
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            if (!(message.findings && message.findings.length))
                                message.findings = [];
                            message.findings.push($root.prism.v1.Store.Finding.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            Store.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.Store)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.Store: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.Store();
                if (object.state !== 0 && (typeof object.state !== "string" || $root.prism.v1.Store.State[object.state] !== 0))
                    switch (object.state) {
                    case "STATE_UNSPECIFIED":
                    case 0:
                        message.state = 0;
                        break;
                    case "UP":
                    case 1:
                        message.state = 1;
                        break;
                    case "TRIAL":
                    case 2:
                        message.state = 2;
                        break;
                    case "DOWN":
                    case 3:
                        message.state = 3;
                        break;
                    default:
                        if (typeof object.state === "number" && (object.state | 0) === object.state)
                            message.state = object.state;
                    }
                if (object.problem != null)
                    if (typeof object.problem !== "string" || object.problem.length)
                        message.problem = $String(object.problem);
                if (object.workers != null)
                    if ($Number(object.workers) !== 0)
                        message.workers = object.workers >>> 0;
                if (object.up != null)
                    if ($Number(object.up) !== 0)
                        message.up = object.up >>> 0;
                if (object.isProbed != null)
                    if (object.isProbed)
                        message.isProbed = $Boolean(object.isProbed);
                if (object.durability != null)
                    if (typeof object.durability !== "string" || object.durability.length)
                        message.durability = $String(object.durability);
                if (object.consistency != null)
                    if (typeof object.consistency !== "string" || object.consistency.length)
                        message.consistency = $String(object.consistency);
                if (object.ordering != null)
                    if (typeof object.ordering !== "string" || object.ordering.length)
                        message.ordering = $String(object.ordering);
                if (object.abilities) {
                    if (!$Array.isArray(object.abilities))
                        throw $TypeError(".prism.v1.Store.abilities: array expected");
                    message.abilities = $Array(object.abilities.length);
                    for (let i = 0; i < object.abilities.length; ++i)
                        message.abilities[i] = $String(object.abilities[i]);
                }
                if (object.findings) {
                    if (!$Array.isArray(object.findings))
                        throw $TypeError(".prism.v1.Store.findings: array expected");
                    message.findings = $Array(object.findings.length);
                    for (let i = 0; i < object.findings.length; ++i) {
                        if (!$util.isObject(object.findings[i]))
                            throw $TypeError(".prism.v1.Store.findings: object expected");
                        message.findings[i] = $root.prism.v1.Store.Finding.fromObject(object.findings[i], _depth + 1);
                    }
                }
                return message;
            };

            Store.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults) {
                    object.abilities = [];
                    object.findings = [];
                }
                if (options.defaults) {
                    object.state = options.enums === $String ? "STATE_UNSPECIFIED" : 0;
                    object.problem = "";
                    object.workers = 0;
                    object.up = 0;
                    object.isProbed = false;
                    object.durability = "";
                    object.consistency = "";
                    object.ordering = "";
                }
                if (message.state != null && $Object.hasOwnProperty.call(message, "state"))
                    object.state = options.enums === $String ? $root.prism.v1.Store.State[message.state] === $undefined ? message.state : $root.prism.v1.Store.State[message.state] : message.state;
                if (message.problem != null && $Object.hasOwnProperty.call(message, "problem"))
                    object.problem = message.problem;
                if (message.workers != null && $Object.hasOwnProperty.call(message, "workers"))
                    object.workers = message.workers;
                if (message.up != null && $Object.hasOwnProperty.call(message, "up"))
                    object.up = message.up;
                if (message.isProbed != null && $Object.hasOwnProperty.call(message, "isProbed"))
                    object.isProbed = message.isProbed;
                if (message.durability != null && $Object.hasOwnProperty.call(message, "durability"))
                    object.durability = message.durability;
                if (message.consistency != null && $Object.hasOwnProperty.call(message, "consistency"))
                    object.consistency = message.consistency;
                if (message.ordering != null && $Object.hasOwnProperty.call(message, "ordering"))
                    object.ordering = message.ordering;
                if (message.abilities && message.abilities.length) {
                    object.abilities = $Array(message.abilities.length);
                    for (let j = 0; j < message.abilities.length; ++j)
                        object.abilities[j] = message.abilities[j];
                }
                if (message.findings && message.findings.length) {
                    object.findings = $Array(message.findings.length);
                    for (let j = 0; j < message.findings.length; ++j)
                        object.findings[j] = $root.prism.v1.Store.Finding.toObject(message.findings[j], options, _depth + 1);
                }
                return object;
            };

            Store.prototype.toJSON = function() {
                return Store.toObject(this, $protobuf.util.toJSONOptions);
            };

            Store.State = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "STATE_UNSPECIFIED"] = 0;
                values[valuesById[1] = "UP"] = 1;
                values[valuesById[2] = "TRIAL"] = 2;
                values[valuesById[3] = "DOWN"] = 3;
                return values;
            })();

            Store.Finding = (function() {

                const Finding = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                Finding.prototype.setting = "";
                Finding.prototype.value = "";
                Finding.prototype.meaning = "";

                Finding.create = function(properties) {
                    return new Finding(properties);
                };

                Finding.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.setting != null && $Object.hasOwnProperty.call(message, "setting") && message.setting !== "")
                        writer.uint32(10).string(message.setting);
                    if (message.value != null && $Object.hasOwnProperty.call(message, "value") && message.value !== "")
                        writer.uint32(18).string(message.value);
                    if (message.meaning != null && $Object.hasOwnProperty.call(message, "meaning") && message.meaning !== "")
                        writer.uint32(26).string(message.meaning);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                Finding.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.prism.v1.Store.Finding();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.setting = value;
                                else
                                    delete message.setting;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.value = value;
                                else
                                    delete message.value;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.meaning = value;
                                else
                                    delete message.meaning;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                Finding.fromObject = function (object, _depth) {
                    if (object instanceof $root.prism.v1.Store.Finding)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".prism.v1.Store.Finding: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.prism.v1.Store.Finding();
                    if (object.setting != null)
                        if (typeof object.setting !== "string" || object.setting.length)
                            message.setting = $String(object.setting);
                    if (object.value != null)
                        if (typeof object.value !== "string" || object.value.length)
                            message.value = $String(object.value);
                    if (object.meaning != null)
                        if (typeof object.meaning !== "string" || object.meaning.length)
                            message.meaning = $String(object.meaning);
                    return message;
                };

                Finding.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        object.setting = "";
                        object.value = "";
                        object.meaning = "";
                    }
                    if (message.setting != null && $Object.hasOwnProperty.call(message, "setting"))
                        object.setting = message.setting;
                    if (message.value != null && $Object.hasOwnProperty.call(message, "value"))
                        object.value = message.value;
                    if (message.meaning != null && $Object.hasOwnProperty.call(message, "meaning"))
                        object.meaning = message.meaning;
                    return object;
                };

                Finding.prototype.toJSON = function() {
                    return Finding.toObject(this, $protobuf.util.toJSONOptions);
                };

                return Finding;
            })();

            return Store;
        })();

        v1.Needs = (function() {

            const Needs = function (properties) {
                this.abilities = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            Needs.prototype.durability = "";
            Needs.prototype.consistency = "";
            Needs.prototype.ordering = "";
            Needs.prototype.abilities = $util.emptyArray;
            Needs.prototype.readP50Ms = null;
            Needs.prototype.readP99Ms = null;
            Needs.prototype.readP999Ms = null;
            Needs.prototype.writeP50Ms = null;
            Needs.prototype.writeP99Ms = null;
            Needs.prototype.writeP999Ms = null;
            Needs.prototype.readRps = null;
            Needs.prototype.writeRps = null;
            Needs.prototype.errorRatio = null;

            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Needs.prototype, "_readP50Ms", {
                get: $util.oneOfGetter($oneOfFields = ["readP50Ms"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Needs.prototype, "_readP99Ms", {
                get: $util.oneOfGetter($oneOfFields = ["readP99Ms"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Needs.prototype, "_readP999Ms", {
                get: $util.oneOfGetter($oneOfFields = ["readP999Ms"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Needs.prototype, "_writeP50Ms", {
                get: $util.oneOfGetter($oneOfFields = ["writeP50Ms"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Needs.prototype, "_writeP99Ms", {
                get: $util.oneOfGetter($oneOfFields = ["writeP99Ms"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Needs.prototype, "_writeP999Ms", {
                get: $util.oneOfGetter($oneOfFields = ["writeP999Ms"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Needs.prototype, "_readRps", {
                get: $util.oneOfGetter($oneOfFields = ["readRps"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Needs.prototype, "_writeRps", {
                get: $util.oneOfGetter($oneOfFields = ["writeRps"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(Needs.prototype, "_errorRatio", {
                get: $util.oneOfGetter($oneOfFields = ["errorRatio"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            Needs.create = function(properties) {
                return new Needs(properties);
            };

            Needs.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.durability != null && $Object.hasOwnProperty.call(message, "durability") && message.durability !== "")
                    writer.uint32(10).string(message.durability);
                if (message.consistency != null && $Object.hasOwnProperty.call(message, "consistency") && message.consistency !== "")
                    writer.uint32(18).string(message.consistency);
                if (message.ordering != null && $Object.hasOwnProperty.call(message, "ordering") && message.ordering !== "")
                    writer.uint32(26).string(message.ordering);
                if (message.abilities != null && message.abilities.length)
                    for (let i = 0; i < message.abilities.length; ++i)
                        writer.uint32(34).string(message.abilities[i]);
                if (message.readP50Ms != null && $Object.hasOwnProperty.call(message, "readP50Ms"))
                    writer.uint32(41).double(message.readP50Ms);
                if (message.readP99Ms != null && $Object.hasOwnProperty.call(message, "readP99Ms"))
                    writer.uint32(49).double(message.readP99Ms);
                if (message.readP999Ms != null && $Object.hasOwnProperty.call(message, "readP999Ms"))
                    writer.uint32(57).double(message.readP999Ms);
                if (message.writeP50Ms != null && $Object.hasOwnProperty.call(message, "writeP50Ms"))
                    writer.uint32(65).double(message.writeP50Ms);
                if (message.writeP99Ms != null && $Object.hasOwnProperty.call(message, "writeP99Ms"))
                    writer.uint32(73).double(message.writeP99Ms);
                if (message.writeP999Ms != null && $Object.hasOwnProperty.call(message, "writeP999Ms"))
                    writer.uint32(81).double(message.writeP999Ms);
                if (message.readRps != null && $Object.hasOwnProperty.call(message, "readRps"))
                    writer.uint32(88).uint32(message.readRps);
                if (message.writeRps != null && $Object.hasOwnProperty.call(message, "writeRps"))
                    writer.uint32(96).uint32(message.writeRps);
                if (message.errorRatio != null && $Object.hasOwnProperty.call(message, "errorRatio"))
                    writer.uint32(105).double(message.errorRatio);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            Needs.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.Needs();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.durability = value;
                            else
                                delete message.durability;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.consistency = value;
                            else
                                delete message.consistency;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.ordering = value;
                            else
                                delete message.ordering;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if (!(message.abilities && message.abilities.length))
                                message.abilities = [];
                            message.abilities.push(reader.stringVerify());
                            continue;
                        }
                    case 5: {
                            if (wireType !== 1)
                                break;
                            message.readP50Ms = reader.double();
                            message._readP50Ms = "readP50Ms";
                            continue;
                        }
                    case 6: {
                            if (wireType !== 1)
                                break;
                            message.readP99Ms = reader.double();
                            message._readP99Ms = "readP99Ms";
                            continue;
                        }
                    case 7: {
                            if (wireType !== 1)
                                break;
                            message.readP999Ms = reader.double();
                            message._readP999Ms = "readP999Ms";
                            continue;
                        }
                    case 8: {
                            if (wireType !== 1)
                                break;
                            message.writeP50Ms = reader.double();
                            message._writeP50Ms = "writeP50Ms";
                            continue;
                        }
                    case 9: {
                            if (wireType !== 1)
                                break;
                            message.writeP99Ms = reader.double();
                            message._writeP99Ms = "writeP99Ms";
                            continue;
                        }
                    case 10: {
                            if (wireType !== 1)
                                break;
                            message.writeP999Ms = reader.double();
                            message._writeP999Ms = "writeP999Ms";
                            continue;
                        }
                    case 11: {
                            if (wireType !== 0)
                                break;
                            message.readRps = reader.uint32();
                            message._readRps = "readRps";
                            continue;
                        }
                    case 12: {
                            if (wireType !== 0)
                                break;
                            message.writeRps = reader.uint32();
                            message._writeRps = "writeRps";
                            continue;
                        }
                    case 13: {
                            if (wireType !== 1)
                                break;
                            message.errorRatio = reader.double();
                            message._errorRatio = "errorRatio";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            Needs.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.Needs)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.Needs: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.Needs();
                if (object.durability != null)
                    if (typeof object.durability !== "string" || object.durability.length)
                        message.durability = $String(object.durability);
                if (object.consistency != null)
                    if (typeof object.consistency !== "string" || object.consistency.length)
                        message.consistency = $String(object.consistency);
                if (object.ordering != null)
                    if (typeof object.ordering !== "string" || object.ordering.length)
                        message.ordering = $String(object.ordering);
                if (object.abilities) {
                    if (!$Array.isArray(object.abilities))
                        throw $TypeError(".prism.v1.Needs.abilities: array expected");
                    message.abilities = $Array(object.abilities.length);
                    for (let i = 0; i < object.abilities.length; ++i)
                        message.abilities[i] = $String(object.abilities[i]);
                }
                if (object.readP50Ms != null)
                    message.readP50Ms = $Number(object.readP50Ms);
                if (object.readP99Ms != null)
                    message.readP99Ms = $Number(object.readP99Ms);
                if (object.readP999Ms != null)
                    message.readP999Ms = $Number(object.readP999Ms);
                if (object.writeP50Ms != null)
                    message.writeP50Ms = $Number(object.writeP50Ms);
                if (object.writeP99Ms != null)
                    message.writeP99Ms = $Number(object.writeP99Ms);
                if (object.writeP999Ms != null)
                    message.writeP999Ms = $Number(object.writeP999Ms);
                if (object.readRps != null)
                    message.readRps = object.readRps >>> 0;
                if (object.writeRps != null)
                    message.writeRps = object.writeRps >>> 0;
                if (object.errorRatio != null)
                    message.errorRatio = $Number(object.errorRatio);
                return message;
            };

            Needs.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.abilities = [];
                if (options.defaults) {
                    object.durability = "";
                    object.consistency = "";
                    object.ordering = "";
                }
                if (message.durability != null && $Object.hasOwnProperty.call(message, "durability"))
                    object.durability = message.durability;
                if (message.consistency != null && $Object.hasOwnProperty.call(message, "consistency"))
                    object.consistency = message.consistency;
                if (message.ordering != null && $Object.hasOwnProperty.call(message, "ordering"))
                    object.ordering = message.ordering;
                if (message.abilities && message.abilities.length) {
                    object.abilities = $Array(message.abilities.length);
                    for (let j = 0; j < message.abilities.length; ++j)
                        object.abilities[j] = message.abilities[j];
                }
                if (message.readP50Ms != null && $Object.hasOwnProperty.call(message, "readP50Ms"))
                    object.readP50Ms = options.json && !$isFinite(message.readP50Ms) ? $String(message.readP50Ms) : message.readP50Ms;
                if (message.readP99Ms != null && $Object.hasOwnProperty.call(message, "readP99Ms"))
                    object.readP99Ms = options.json && !$isFinite(message.readP99Ms) ? $String(message.readP99Ms) : message.readP99Ms;
                if (message.readP999Ms != null && $Object.hasOwnProperty.call(message, "readP999Ms"))
                    object.readP999Ms = options.json && !$isFinite(message.readP999Ms) ? $String(message.readP999Ms) : message.readP999Ms;
                if (message.writeP50Ms != null && $Object.hasOwnProperty.call(message, "writeP50Ms"))
                    object.writeP50Ms = options.json && !$isFinite(message.writeP50Ms) ? $String(message.writeP50Ms) : message.writeP50Ms;
                if (message.writeP99Ms != null && $Object.hasOwnProperty.call(message, "writeP99Ms"))
                    object.writeP99Ms = options.json && !$isFinite(message.writeP99Ms) ? $String(message.writeP99Ms) : message.writeP99Ms;
                if (message.writeP999Ms != null && $Object.hasOwnProperty.call(message, "writeP999Ms"))
                    object.writeP999Ms = options.json && !$isFinite(message.writeP999Ms) ? $String(message.writeP999Ms) : message.writeP999Ms;
                if (message.readRps != null && $Object.hasOwnProperty.call(message, "readRps"))
                    object.readRps = message.readRps;
                if (message.writeRps != null && $Object.hasOwnProperty.call(message, "writeRps"))
                    object.writeRps = message.writeRps;
                if (message.errorRatio != null && $Object.hasOwnProperty.call(message, "errorRatio"))
                    object.errorRatio = options.json && !$isFinite(message.errorRatio) ? $String(message.errorRatio) : message.errorRatio;
                return object;
            };

            Needs.prototype.toJSON = function() {
                return Needs.toObject(this, $protobuf.util.toJSONOptions);
            };

            return Needs;
        })();

        v1.StreamSettings = (function() {

            const StreamSettings = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            StreamSettings.prototype.retention = "";
            StreamSettings.prototype.maxBytes = null;
            StreamSettings.prototype.partitions = null;
            StreamSettings.prototype.replicas = null;
            StreamSettings.prototype.keep = "";
            StreamSettings.prototype.maxAttempts = null;
            StreamSettings.prototype.ackTimeout = "";

            let $oneOfFields;

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(StreamSettings.prototype, "_maxBytes", {
                get: $util.oneOfGetter($oneOfFields = ["maxBytes"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(StreamSettings.prototype, "_partitions", {
                get: $util.oneOfGetter($oneOfFields = ["partitions"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(StreamSettings.prototype, "_replicas", {
                get: $util.oneOfGetter($oneOfFields = ["replicas"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            // Virtual OneOf for proto3 optional field
            $Object.defineProperty(StreamSettings.prototype, "_maxAttempts", {
                get: $util.oneOfGetter($oneOfFields = ["maxAttempts"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            StreamSettings.create = function(properties) {
                return new StreamSettings(properties);
            };

            StreamSettings.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.retention != null && $Object.hasOwnProperty.call(message, "retention") && message.retention !== "")
                    writer.uint32(10).string(message.retention);
                if (message.maxBytes != null && $Object.hasOwnProperty.call(message, "maxBytes"))
                    writer.uint32(16).uint64(message.maxBytes);
                if (message.partitions != null && $Object.hasOwnProperty.call(message, "partitions"))
                    writer.uint32(24).uint32(message.partitions);
                if (message.replicas != null && $Object.hasOwnProperty.call(message, "replicas"))
                    writer.uint32(32).uint32(message.replicas);
                if (message.keep != null && $Object.hasOwnProperty.call(message, "keep") && message.keep !== "")
                    writer.uint32(42).string(message.keep);
                if (message.maxAttempts != null && $Object.hasOwnProperty.call(message, "maxAttempts"))
                    writer.uint32(48).uint32(message.maxAttempts);
                if (message.ackTimeout != null && $Object.hasOwnProperty.call(message, "ackTimeout") && message.ackTimeout !== "")
                    writer.uint32(58).string(message.ackTimeout);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            StreamSettings.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.StreamSettings();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.retention = value;
                            else
                                delete message.retention;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            message.maxBytes = reader.uint64();
                            message._maxBytes = "maxBytes";
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            message.partitions = reader.uint32();
                            message._partitions = "partitions";
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            message.replicas = reader.uint32();
                            message._replicas = "replicas";
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.keep = value;
                            else
                                delete message.keep;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            message.maxAttempts = reader.uint32();
                            message._maxAttempts = "maxAttempts";
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.ackTimeout = value;
                            else
                                delete message.ackTimeout;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            StreamSettings.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.StreamSettings)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.StreamSettings: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.StreamSettings();
                if (object.retention != null)
                    if (typeof object.retention !== "string" || object.retention.length)
                        message.retention = $String(object.retention);
                if (object.maxBytes != null)
                    if ($util.Long)
                        message.maxBytes = $util.Long.fromValue(object.maxBytes, true);
                    else if (typeof object.maxBytes === "string")
                        message.maxBytes = $parseInt(object.maxBytes, 10);
                    else if (typeof object.maxBytes === "number")
                        message.maxBytes = object.maxBytes;
                    else if (typeof object.maxBytes === "object")
                        message.maxBytes = new $util.LongBits(object.maxBytes.low >>> 0, object.maxBytes.high >>> 0).toNumber(true);
                if (object.partitions != null)
                    message.partitions = object.partitions >>> 0;
                if (object.replicas != null)
                    message.replicas = object.replicas >>> 0;
                if (object.keep != null)
                    if (typeof object.keep !== "string" || object.keep.length)
                        message.keep = $String(object.keep);
                if (object.maxAttempts != null)
                    message.maxAttempts = object.maxAttempts >>> 0;
                if (object.ackTimeout != null)
                    if (typeof object.ackTimeout !== "string" || object.ackTimeout.length)
                        message.ackTimeout = $String(object.ackTimeout);
                return message;
            };

            StreamSettings.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.retention = "";
                    object.keep = "";
                    object.ackTimeout = "";
                }
                if (message.retention != null && $Object.hasOwnProperty.call(message, "retention"))
                    object.retention = message.retention;
                if (message.maxBytes != null && $Object.hasOwnProperty.call(message, "maxBytes"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.maxBytes = typeof message.maxBytes === "number" ? $BigInt(message.maxBytes) : $util.Long.fromBits(message.maxBytes.low >>> 0, message.maxBytes.high >>> 0, true).toBigInt();
                    else if (typeof message.maxBytes === "number")
                        object.maxBytes = options.longs === $String ? $String(message.maxBytes) : message.maxBytes;
                    else
                        object.maxBytes = options.longs === $String ? $util.Long.prototype.toString.call(message.maxBytes) : options.longs === $Number ? new $util.LongBits(message.maxBytes.low >>> 0, message.maxBytes.high >>> 0).toNumber(true) : message.maxBytes;
                if (message.partitions != null && $Object.hasOwnProperty.call(message, "partitions"))
                    object.partitions = message.partitions;
                if (message.replicas != null && $Object.hasOwnProperty.call(message, "replicas"))
                    object.replicas = message.replicas;
                if (message.keep != null && $Object.hasOwnProperty.call(message, "keep"))
                    object.keep = message.keep;
                if (message.maxAttempts != null && $Object.hasOwnProperty.call(message, "maxAttempts"))
                    object.maxAttempts = message.maxAttempts;
                if (message.ackTimeout != null && $Object.hasOwnProperty.call(message, "ackTimeout"))
                    object.ackTimeout = message.ackTimeout;
                return object;
            };

            StreamSettings.prototype.toJSON = function() {
                return StreamSettings.toObject(this, $protobuf.util.toJSONOptions);
            };

            return StreamSettings;
        })();

        v1.AccessRule = (function() {

            const AccessRule = function (properties) {
                this.allow = [];
                this.deny = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            AccessRule.prototype.principal = "";
            AccessRule.prototype.allow = $util.emptyArray;
            AccessRule.prototype.deny = $util.emptyArray;
            AccessRule.prototype.keyPrefix = "";

            AccessRule.create = function(properties) {
                return new AccessRule(properties);
            };

            AccessRule.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.principal != null && $Object.hasOwnProperty.call(message, "principal") && message.principal !== "")
                    writer.uint32(10).string(message.principal);
                if (message.allow != null && message.allow.length)
                    for (let i = 0; i < message.allow.length; ++i)
                        writer.uint32(18).string(message.allow[i]);
                if (message.deny != null && message.deny.length)
                    for (let i = 0; i < message.deny.length; ++i)
                        writer.uint32(26).string(message.deny[i]);
                if (message.keyPrefix != null && $Object.hasOwnProperty.call(message, "keyPrefix") && message.keyPrefix !== "")
                    writer.uint32(34).string(message.keyPrefix);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            AccessRule.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.AccessRule();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.principal = value;
                            else
                                delete message.principal;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.allow && message.allow.length))
                                message.allow = [];
                            message.allow.push(reader.stringVerify());
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.deny && message.deny.length))
                                message.deny = [];
                            message.deny.push(reader.stringVerify());
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.keyPrefix = value;
                            else
                                delete message.keyPrefix;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            AccessRule.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.AccessRule)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.AccessRule: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.AccessRule();
                if (object.principal != null)
                    if (typeof object.principal !== "string" || object.principal.length)
                        message.principal = $String(object.principal);
                if (object.allow) {
                    if (!$Array.isArray(object.allow))
                        throw $TypeError(".prism.v1.AccessRule.allow: array expected");
                    message.allow = $Array(object.allow.length);
                    for (let i = 0; i < object.allow.length; ++i)
                        message.allow[i] = $String(object.allow[i]);
                }
                if (object.deny) {
                    if (!$Array.isArray(object.deny))
                        throw $TypeError(".prism.v1.AccessRule.deny: array expected");
                    message.deny = $Array(object.deny.length);
                    for (let i = 0; i < object.deny.length; ++i)
                        message.deny[i] = $String(object.deny[i]);
                }
                if (object.keyPrefix != null)
                    if (typeof object.keyPrefix !== "string" || object.keyPrefix.length)
                        message.keyPrefix = $String(object.keyPrefix);
                return message;
            };

            AccessRule.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults) {
                    object.allow = [];
                    object.deny = [];
                }
                if (options.defaults) {
                    object.principal = "";
                    object.keyPrefix = "";
                }
                if (message.principal != null && $Object.hasOwnProperty.call(message, "principal"))
                    object.principal = message.principal;
                if (message.allow && message.allow.length) {
                    object.allow = $Array(message.allow.length);
                    for (let j = 0; j < message.allow.length; ++j)
                        object.allow[j] = message.allow[j];
                }
                if (message.deny && message.deny.length) {
                    object.deny = $Array(message.deny.length);
                    for (let j = 0; j < message.deny.length; ++j)
                        object.deny[j] = message.deny[j];
                }
                if (message.keyPrefix != null && $Object.hasOwnProperty.call(message, "keyPrefix"))
                    object.keyPrefix = message.keyPrefix;
                return object;
            };

            AccessRule.prototype.toJSON = function() {
                return AccessRule.toObject(this, $protobuf.util.toJSONOptions);
            };

            return AccessRule;
        })();

        v1.LimitRule = (function() {

            const LimitRule = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            LimitRule.prototype.principal = "";
            LimitRule.prototype.requestsPerSecond = 0;
            LimitRule.prototype.bytesPerSecond = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
            LimitRule.prototype.maxInFlight = 0;
            LimitRule.prototype.requestBurst = 0;
            LimitRule.prototype.byteBurst = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            LimitRule.create = function(properties) {
                return new LimitRule(properties);
            };

            LimitRule.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.principal != null && $Object.hasOwnProperty.call(message, "principal") && message.principal !== "")
                    writer.uint32(10).string(message.principal);
                if (message.requestsPerSecond != null && $Object.hasOwnProperty.call(message, "requestsPerSecond") && message.requestsPerSecond !== 0)
                    writer.uint32(16).uint32(message.requestsPerSecond);
                if (message.bytesPerSecond != null && $Object.hasOwnProperty.call(message, "bytesPerSecond") && (typeof message.bytesPerSecond === "object" ? message.bytesPerSecond.low || message.bytesPerSecond.high : message.bytesPerSecond !== 0))
                    writer.uint32(24).uint64(message.bytesPerSecond);
                if (message.maxInFlight != null && $Object.hasOwnProperty.call(message, "maxInFlight") && message.maxInFlight !== 0)
                    writer.uint32(32).uint32(message.maxInFlight);
                if (message.requestBurst != null && $Object.hasOwnProperty.call(message, "requestBurst") && message.requestBurst !== 0)
                    writer.uint32(40).uint32(message.requestBurst);
                if (message.byteBurst != null && $Object.hasOwnProperty.call(message, "byteBurst") && (typeof message.byteBurst === "object" ? message.byteBurst.low || message.byteBurst.high : message.byteBurst !== 0))
                    writer.uint32(48).uint64(message.byteBurst);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            LimitRule.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.LimitRule();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.principal = value;
                            else
                                delete message.principal;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.requestsPerSecond = value;
                            else
                                delete message.requestsPerSecond;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.bytesPerSecond = value;
                            else
                                delete message.bytesPerSecond;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.maxInFlight = value;
                            else
                                delete message.maxInFlight;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.requestBurst = value;
                            else
                                delete message.requestBurst;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.byteBurst = value;
                            else
                                delete message.byteBurst;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            LimitRule.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.LimitRule)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.LimitRule: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.LimitRule();
                if (object.principal != null)
                    if (typeof object.principal !== "string" || object.principal.length)
                        message.principal = $String(object.principal);
                if (object.requestsPerSecond != null)
                    if ($Number(object.requestsPerSecond) !== 0)
                        message.requestsPerSecond = object.requestsPerSecond >>> 0;
                if (object.bytesPerSecond != null)
                    if (typeof object.bytesPerSecond === "object" ? object.bytesPerSecond.low || object.bytesPerSecond.high : $Number(object.bytesPerSecond) !== 0)
                        if ($util.Long)
                            message.bytesPerSecond = $util.Long.fromValue(object.bytesPerSecond, true);
                        else if (typeof object.bytesPerSecond === "string")
                            message.bytesPerSecond = $parseInt(object.bytesPerSecond, 10);
                        else if (typeof object.bytesPerSecond === "number")
                            message.bytesPerSecond = object.bytesPerSecond;
                        else if (typeof object.bytesPerSecond === "object")
                            message.bytesPerSecond = new $util.LongBits(object.bytesPerSecond.low >>> 0, object.bytesPerSecond.high >>> 0).toNumber(true);
                if (object.maxInFlight != null)
                    if ($Number(object.maxInFlight) !== 0)
                        message.maxInFlight = object.maxInFlight >>> 0;
                if (object.requestBurst != null)
                    if ($Number(object.requestBurst) !== 0)
                        message.requestBurst = object.requestBurst >>> 0;
                if (object.byteBurst != null)
                    if (typeof object.byteBurst === "object" ? object.byteBurst.low || object.byteBurst.high : $Number(object.byteBurst) !== 0)
                        if ($util.Long)
                            message.byteBurst = $util.Long.fromValue(object.byteBurst, true);
                        else if (typeof object.byteBurst === "string")
                            message.byteBurst = $parseInt(object.byteBurst, 10);
                        else if (typeof object.byteBurst === "number")
                            message.byteBurst = object.byteBurst;
                        else if (typeof object.byteBurst === "object")
                            message.byteBurst = new $util.LongBits(object.byteBurst.low >>> 0, object.byteBurst.high >>> 0).toNumber(true);
                return message;
            };

            LimitRule.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.principal = "";
                    object.requestsPerSecond = 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.bytesPerSecond = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.bytesPerSecond = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    object.maxInFlight = 0;
                    object.requestBurst = 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.byteBurst = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.byteBurst = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                }
                if (message.principal != null && $Object.hasOwnProperty.call(message, "principal"))
                    object.principal = message.principal;
                if (message.requestsPerSecond != null && $Object.hasOwnProperty.call(message, "requestsPerSecond"))
                    object.requestsPerSecond = message.requestsPerSecond;
                if (message.bytesPerSecond != null && $Object.hasOwnProperty.call(message, "bytesPerSecond"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.bytesPerSecond = typeof message.bytesPerSecond === "number" ? $BigInt(message.bytesPerSecond) : $util.Long.fromBits(message.bytesPerSecond.low >>> 0, message.bytesPerSecond.high >>> 0, true).toBigInt();
                    else if (typeof message.bytesPerSecond === "number")
                        object.bytesPerSecond = options.longs === $String ? $String(message.bytesPerSecond) : message.bytesPerSecond;
                    else
                        object.bytesPerSecond = options.longs === $String ? $util.Long.prototype.toString.call(message.bytesPerSecond) : options.longs === $Number ? new $util.LongBits(message.bytesPerSecond.low >>> 0, message.bytesPerSecond.high >>> 0).toNumber(true) : message.bytesPerSecond;
                if (message.maxInFlight != null && $Object.hasOwnProperty.call(message, "maxInFlight"))
                    object.maxInFlight = message.maxInFlight;
                if (message.requestBurst != null && $Object.hasOwnProperty.call(message, "requestBurst"))
                    object.requestBurst = message.requestBurst;
                if (message.byteBurst != null && $Object.hasOwnProperty.call(message, "byteBurst"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.byteBurst = typeof message.byteBurst === "number" ? $BigInt(message.byteBurst) : $util.Long.fromBits(message.byteBurst.low >>> 0, message.byteBurst.high >>> 0, true).toBigInt();
                    else if (typeof message.byteBurst === "number")
                        object.byteBurst = options.longs === $String ? $String(message.byteBurst) : message.byteBurst;
                    else
                        object.byteBurst = options.longs === $String ? $util.Long.prototype.toString.call(message.byteBurst) : options.longs === $Number ? new $util.LongBits(message.byteBurst.low >>> 0, message.byteBurst.high >>> 0).toNumber(true) : message.byteBurst;
                return object;
            };

            LimitRule.prototype.toJSON = function() {
                return LimitRule.toObject(this, $protobuf.util.toJSONOptions);
            };

            return LimitRule;
        })();

        v1.CreateNamespaceRequest = (function() {

            const CreateNamespaceRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            CreateNamespaceRequest.prototype.namespace = null;
            CreateNamespaceRequest.prototype.validateOnly = false;

            CreateNamespaceRequest.create = function(properties) {
                return new CreateNamespaceRequest(properties);
            };

            CreateNamespaceRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace"))
                    $root.prism.v1.Namespace.encode(message.namespace, writer.uint32(10).fork(), _depth + 1).ldelim();
                if (message.validateOnly != null && $Object.hasOwnProperty.call(message, "validateOnly") && message.validateOnly !== false)
                    writer.uint32(16).bool(message.validateOnly);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            CreateNamespaceRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.CreateNamespaceRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.namespace = $root.prism.v1.Namespace.decode(reader, reader.size(), $undefined, _depth + 1, message.namespace);
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.validateOnly = value;
                            else
                                delete message.validateOnly;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            CreateNamespaceRequest.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.CreateNamespaceRequest)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.CreateNamespaceRequest: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.CreateNamespaceRequest();
                if (object.namespace != null) {
                    if (!$util.isObject(object.namespace))
                        throw $TypeError(".prism.v1.CreateNamespaceRequest.namespace: object expected");
                    message.namespace = $root.prism.v1.Namespace.fromObject(object.namespace, _depth + 1);
                }
                if (object.validateOnly != null)
                    if (object.validateOnly)
                        message.validateOnly = $Boolean(object.validateOnly);
                return message;
            };

            CreateNamespaceRequest.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.namespace = null;
                    object.validateOnly = false;
                }
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace"))
                    object.namespace = $root.prism.v1.Namespace.toObject(message.namespace, options, _depth + 1);
                if (message.validateOnly != null && $Object.hasOwnProperty.call(message, "validateOnly"))
                    object.validateOnly = message.validateOnly;
                return object;
            };

            CreateNamespaceRequest.prototype.toJSON = function() {
                return CreateNamespaceRequest.toObject(this, $protobuf.util.toJSONOptions);
            };

            return CreateNamespaceRequest;
        })();

        v1.GetNamespaceRequest = (function() {

            const GetNamespaceRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            GetNamespaceRequest.prototype.name = "";

            GetNamespaceRequest.create = function(properties) {
                return new GetNamespaceRequest(properties);
            };

            GetNamespaceRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(10).string(message.name);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            GetNamespaceRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.GetNamespaceRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            GetNamespaceRequest.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.GetNamespaceRequest)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.GetNamespaceRequest: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.GetNamespaceRequest();
                if (object.name != null)
                    if (typeof object.name !== "string" || object.name.length)
                        message.name = $String(object.name);
                return message;
            };

            GetNamespaceRequest.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults)
                    object.name = "";
                if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                    object.name = message.name;
                return object;
            };

            GetNamespaceRequest.prototype.toJSON = function() {
                return GetNamespaceRequest.toObject(this, $protobuf.util.toJSONOptions);
            };

            return GetNamespaceRequest;
        })();

        v1.ListNamespacesRequest = (function() {

            const ListNamespacesRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            ListNamespacesRequest.prototype.pageSize = 0;
            ListNamespacesRequest.prototype.pageToken = "";

            ListNamespacesRequest.create = function(properties) {
                return new ListNamespacesRequest(properties);
            };

            ListNamespacesRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.pageSize != null && $Object.hasOwnProperty.call(message, "pageSize") && message.pageSize !== 0)
                    writer.uint32(8).uint32(message.pageSize);
                if (message.pageToken != null && $Object.hasOwnProperty.call(message, "pageToken") && message.pageToken !== "")
                    writer.uint32(18).string(message.pageToken);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            ListNamespacesRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.ListNamespacesRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.pageSize = value;
                            else
                                delete message.pageSize;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.pageToken = value;
                            else
                                delete message.pageToken;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            ListNamespacesRequest.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.ListNamespacesRequest)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.ListNamespacesRequest: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.ListNamespacesRequest();
                if (object.pageSize != null)
                    if ($Number(object.pageSize) !== 0)
                        message.pageSize = object.pageSize >>> 0;
                if (object.pageToken != null)
                    if (typeof object.pageToken !== "string" || object.pageToken.length)
                        message.pageToken = $String(object.pageToken);
                return message;
            };

            ListNamespacesRequest.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.pageSize = 0;
                    object.pageToken = "";
                }
                if (message.pageSize != null && $Object.hasOwnProperty.call(message, "pageSize"))
                    object.pageSize = message.pageSize;
                if (message.pageToken != null && $Object.hasOwnProperty.call(message, "pageToken"))
                    object.pageToken = message.pageToken;
                return object;
            };

            ListNamespacesRequest.prototype.toJSON = function() {
                return ListNamespacesRequest.toObject(this, $protobuf.util.toJSONOptions);
            };

            return ListNamespacesRequest;
        })();

        v1.ListNamespacesResponse = (function() {

            const ListNamespacesResponse = function (properties) {
                this.namespaces = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            ListNamespacesResponse.prototype.namespaces = $util.emptyArray;
            ListNamespacesResponse.prototype.nextPageToken = "";
            ListNamespacesResponse.prototype.totalSize = 0;

            ListNamespacesResponse.create = function(properties) {
                return new ListNamespacesResponse(properties);
            };

            ListNamespacesResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.namespaces != null && message.namespaces.length)
                    for (let i = 0; i < message.namespaces.length; ++i)
                        $root.prism.v1.Namespace.encode(message.namespaces[i], writer.uint32(10).fork(), _depth + 1).ldelim();
                if (message.nextPageToken != null && $Object.hasOwnProperty.call(message, "nextPageToken") && message.nextPageToken !== "")
                    writer.uint32(18).string(message.nextPageToken);
                if (message.totalSize != null && $Object.hasOwnProperty.call(message, "totalSize") && message.totalSize !== 0)
                    writer.uint32(24).uint32(message.totalSize);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            ListNamespacesResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.ListNamespacesResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.namespaces && message.namespaces.length))
                                message.namespaces = [];
                            message.namespaces.push($root.prism.v1.Namespace.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.nextPageToken = value;
                            else
                                delete message.nextPageToken;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.totalSize = value;
                            else
                                delete message.totalSize;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            ListNamespacesResponse.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.ListNamespacesResponse)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.ListNamespacesResponse: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.ListNamespacesResponse();
                if (object.namespaces) {
                    if (!$Array.isArray(object.namespaces))
                        throw $TypeError(".prism.v1.ListNamespacesResponse.namespaces: array expected");
                    message.namespaces = $Array(object.namespaces.length);
                    for (let i = 0; i < object.namespaces.length; ++i) {
                        if (!$util.isObject(object.namespaces[i]))
                            throw $TypeError(".prism.v1.ListNamespacesResponse.namespaces: object expected");
                        message.namespaces[i] = $root.prism.v1.Namespace.fromObject(object.namespaces[i], _depth + 1);
                    }
                }
                if (object.nextPageToken != null)
                    if (typeof object.nextPageToken !== "string" || object.nextPageToken.length)
                        message.nextPageToken = $String(object.nextPageToken);
                if (object.totalSize != null)
                    if ($Number(object.totalSize) !== 0)
                        message.totalSize = object.totalSize >>> 0;
                return message;
            };

            ListNamespacesResponse.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.namespaces = [];
                if (options.defaults) {
                    object.nextPageToken = "";
                    object.totalSize = 0;
                }
                if (message.namespaces && message.namespaces.length) {
                    object.namespaces = $Array(message.namespaces.length);
                    for (let j = 0; j < message.namespaces.length; ++j)
                        object.namespaces[j] = $root.prism.v1.Namespace.toObject(message.namespaces[j], options, _depth + 1);
                }
                if (message.nextPageToken != null && $Object.hasOwnProperty.call(message, "nextPageToken"))
                    object.nextPageToken = message.nextPageToken;
                if (message.totalSize != null && $Object.hasOwnProperty.call(message, "totalSize"))
                    object.totalSize = message.totalSize;
                return object;
            };

            ListNamespacesResponse.prototype.toJSON = function() {
                return ListNamespacesResponse.toObject(this, $protobuf.util.toJSONOptions);
            };

            return ListNamespacesResponse;
        })();

        v1.UpdateNamespaceRequest = (function() {

            const UpdateNamespaceRequest = function (properties) {
                this.updateFields = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            UpdateNamespaceRequest.prototype.namespace = null;
            UpdateNamespaceRequest.prototype.etag = "";
            UpdateNamespaceRequest.prototype.allowMissing = false;
            UpdateNamespaceRequest.prototype.validateOnly = false;
            UpdateNamespaceRequest.prototype.updateFields = $util.emptyArray;

            UpdateNamespaceRequest.create = function(properties) {
                return new UpdateNamespaceRequest(properties);
            };

            UpdateNamespaceRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace"))
                    $root.prism.v1.Namespace.encode(message.namespace, writer.uint32(10).fork(), _depth + 1).ldelim();
                if (message.etag != null && $Object.hasOwnProperty.call(message, "etag") && message.etag !== "")
                    writer.uint32(18).string(message.etag);
                if (message.allowMissing != null && $Object.hasOwnProperty.call(message, "allowMissing") && message.allowMissing !== false)
                    writer.uint32(24).bool(message.allowMissing);
                if (message.validateOnly != null && $Object.hasOwnProperty.call(message, "validateOnly") && message.validateOnly !== false)
                    writer.uint32(32).bool(message.validateOnly);
                if (message.updateFields != null && message.updateFields.length)
                    for (let i = 0; i < message.updateFields.length; ++i)
                        writer.uint32(42).string(message.updateFields[i]);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            UpdateNamespaceRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.UpdateNamespaceRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.namespace = $root.prism.v1.Namespace.decode(reader, reader.size(), $undefined, _depth + 1, message.namespace);
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.etag = value;
                            else
                                delete message.etag;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.allowMissing = value;
                            else
                                delete message.allowMissing;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.validateOnly = value;
                            else
                                delete message.validateOnly;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if (!(message.updateFields && message.updateFields.length))
                                message.updateFields = [];
                            message.updateFields.push(reader.stringVerify());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            UpdateNamespaceRequest.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.UpdateNamespaceRequest)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.UpdateNamespaceRequest: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.UpdateNamespaceRequest();
                if (object.namespace != null) {
                    if (!$util.isObject(object.namespace))
                        throw $TypeError(".prism.v1.UpdateNamespaceRequest.namespace: object expected");
                    message.namespace = $root.prism.v1.Namespace.fromObject(object.namespace, _depth + 1);
                }
                if (object.etag != null)
                    if (typeof object.etag !== "string" || object.etag.length)
                        message.etag = $String(object.etag);
                if (object.allowMissing != null)
                    if (object.allowMissing)
                        message.allowMissing = $Boolean(object.allowMissing);
                if (object.validateOnly != null)
                    if (object.validateOnly)
                        message.validateOnly = $Boolean(object.validateOnly);
                if (object.updateFields) {
                    if (!$Array.isArray(object.updateFields))
                        throw $TypeError(".prism.v1.UpdateNamespaceRequest.updateFields: array expected");
                    message.updateFields = $Array(object.updateFields.length);
                    for (let i = 0; i < object.updateFields.length; ++i)
                        message.updateFields[i] = $String(object.updateFields[i]);
                }
                return message;
            };

            UpdateNamespaceRequest.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.updateFields = [];
                if (options.defaults) {
                    object.namespace = null;
                    object.etag = "";
                    object.allowMissing = false;
                    object.validateOnly = false;
                }
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace"))
                    object.namespace = $root.prism.v1.Namespace.toObject(message.namespace, options, _depth + 1);
                if (message.etag != null && $Object.hasOwnProperty.call(message, "etag"))
                    object.etag = message.etag;
                if (message.allowMissing != null && $Object.hasOwnProperty.call(message, "allowMissing"))
                    object.allowMissing = message.allowMissing;
                if (message.validateOnly != null && $Object.hasOwnProperty.call(message, "validateOnly"))
                    object.validateOnly = message.validateOnly;
                if (message.updateFields && message.updateFields.length) {
                    object.updateFields = $Array(message.updateFields.length);
                    for (let j = 0; j < message.updateFields.length; ++j)
                        object.updateFields[j] = message.updateFields[j];
                }
                return object;
            };

            UpdateNamespaceRequest.prototype.toJSON = function() {
                return UpdateNamespaceRequest.toObject(this, $protobuf.util.toJSONOptions);
            };

            return UpdateNamespaceRequest;
        })();

        v1.UpdateNamespaceResponse = (function() {

            const UpdateNamespaceResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            UpdateNamespaceResponse.prototype.namespace = null;
            UpdateNamespaceResponse.prototype.change = 0;

            UpdateNamespaceResponse.create = function(properties) {
                return new UpdateNamespaceResponse(properties);
            };

            UpdateNamespaceResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace"))
                    $root.prism.v1.Namespace.encode(message.namespace, writer.uint32(10).fork(), _depth + 1).ldelim();
                if (message.change != null && $Object.hasOwnProperty.call(message, "change") && message.change !== 0)
                    writer.uint32(16).int32(message.change);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            UpdateNamespaceResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.UpdateNamespaceResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.namespace = $root.prism.v1.Namespace.decode(reader, reader.size(), $undefined, _depth + 1, message.namespace);
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.change = value;
                            else
                                delete message.change;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            UpdateNamespaceResponse.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.UpdateNamespaceResponse)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.UpdateNamespaceResponse: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.UpdateNamespaceResponse();
                if (object.namespace != null) {
                    if (!$util.isObject(object.namespace))
                        throw $TypeError(".prism.v1.UpdateNamespaceResponse.namespace: object expected");
                    message.namespace = $root.prism.v1.Namespace.fromObject(object.namespace, _depth + 1);
                }
                if (object.change !== 0 && (typeof object.change !== "string" || $root.prism.v1.UpdateNamespaceResponse.Change[object.change] !== 0))
                    switch (object.change) {
                    case "CHANGE_UNSPECIFIED":
                    case 0:
                        message.change = 0;
                        break;
                    case "UNCHANGED":
                    case 1:
                        message.change = 1;
                        break;
                    case "UPDATED":
                    case 2:
                        message.change = 2;
                        break;
                    case "CREATED":
                    case 3:
                        message.change = 3;
                        break;
                    default:
                        if (typeof object.change === "number" && (object.change | 0) === object.change)
                            message.change = object.change;
                    }
                return message;
            };

            UpdateNamespaceResponse.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.namespace = null;
                    object.change = options.enums === $String ? "CHANGE_UNSPECIFIED" : 0;
                }
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace"))
                    object.namespace = $root.prism.v1.Namespace.toObject(message.namespace, options, _depth + 1);
                if (message.change != null && $Object.hasOwnProperty.call(message, "change"))
                    object.change = options.enums === $String ? $root.prism.v1.UpdateNamespaceResponse.Change[message.change] === $undefined ? message.change : $root.prism.v1.UpdateNamespaceResponse.Change[message.change] : message.change;
                return object;
            };

            UpdateNamespaceResponse.prototype.toJSON = function() {
                return UpdateNamespaceResponse.toObject(this, $protobuf.util.toJSONOptions);
            };

            UpdateNamespaceResponse.Change = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "CHANGE_UNSPECIFIED"] = 0;
                values[valuesById[1] = "UNCHANGED"] = 1;
                values[valuesById[2] = "UPDATED"] = 2;
                values[valuesById[3] = "CREATED"] = 3;
                return values;
            })();

            return UpdateNamespaceResponse;
        })();

        v1.DeleteNamespaceRequest = (function() {

            const DeleteNamespaceRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            DeleteNamespaceRequest.prototype.name = "";
            DeleteNamespaceRequest.prototype.etag = "";
            DeleteNamespaceRequest.prototype.force = false;
            DeleteNamespaceRequest.prototype.validateOnly = false;

            DeleteNamespaceRequest.create = function(properties) {
                return new DeleteNamespaceRequest(properties);
            };

            DeleteNamespaceRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(10).string(message.name);
                if (message.etag != null && $Object.hasOwnProperty.call(message, "etag") && message.etag !== "")
                    writer.uint32(18).string(message.etag);
                if (message.force != null && $Object.hasOwnProperty.call(message, "force") && message.force !== false)
                    writer.uint32(24).bool(message.force);
                if (message.validateOnly != null && $Object.hasOwnProperty.call(message, "validateOnly") && message.validateOnly !== false)
                    writer.uint32(32).bool(message.validateOnly);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            DeleteNamespaceRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.DeleteNamespaceRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.etag = value;
                            else
                                delete message.etag;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.force = value;
                            else
                                delete message.force;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.validateOnly = value;
                            else
                                delete message.validateOnly;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            DeleteNamespaceRequest.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.DeleteNamespaceRequest)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.DeleteNamespaceRequest: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.DeleteNamespaceRequest();
                if (object.name != null)
                    if (typeof object.name !== "string" || object.name.length)
                        message.name = $String(object.name);
                if (object.etag != null)
                    if (typeof object.etag !== "string" || object.etag.length)
                        message.etag = $String(object.etag);
                if (object.force != null)
                    if (object.force)
                        message.force = $Boolean(object.force);
                if (object.validateOnly != null)
                    if (object.validateOnly)
                        message.validateOnly = $Boolean(object.validateOnly);
                return message;
            };

            DeleteNamespaceRequest.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.name = "";
                    object.etag = "";
                    object.force = false;
                    object.validateOnly = false;
                }
                if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                    object.name = message.name;
                if (message.etag != null && $Object.hasOwnProperty.call(message, "etag"))
                    object.etag = message.etag;
                if (message.force != null && $Object.hasOwnProperty.call(message, "force"))
                    object.force = message.force;
                if (message.validateOnly != null && $Object.hasOwnProperty.call(message, "validateOnly"))
                    object.validateOnly = message.validateOnly;
                return object;
            };

            DeleteNamespaceRequest.prototype.toJSON = function() {
                return DeleteNamespaceRequest.toObject(this, $protobuf.util.toJSONOptions);
            };

            return DeleteNamespaceRequest;
        })();

        v1.DeleteNamespaceResponse = (function() {

            const DeleteNamespaceResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            DeleteNamespaceResponse.prototype.namespace = null;

            DeleteNamespaceResponse.create = function(properties) {
                return new DeleteNamespaceResponse(properties);
            };

            DeleteNamespaceResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace"))
                    $root.prism.v1.Namespace.encode(message.namespace, writer.uint32(10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            DeleteNamespaceResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.DeleteNamespaceResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.namespace = $root.prism.v1.Namespace.decode(reader, reader.size(), $undefined, _depth + 1, message.namespace);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            DeleteNamespaceResponse.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.DeleteNamespaceResponse)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.DeleteNamespaceResponse: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.DeleteNamespaceResponse();
                if (object.namespace != null) {
                    if (!$util.isObject(object.namespace))
                        throw $TypeError(".prism.v1.DeleteNamespaceResponse.namespace: object expected");
                    message.namespace = $root.prism.v1.Namespace.fromObject(object.namespace, _depth + 1);
                }
                return message;
            };

            DeleteNamespaceResponse.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults)
                    object.namespace = null;
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace"))
                    object.namespace = $root.prism.v1.Namespace.toObject(message.namespace, options, _depth + 1);
                return object;
            };

            DeleteNamespaceResponse.prototype.toJSON = function() {
                return DeleteNamespaceResponse.toObject(this, $protobuf.util.toJSONOptions);
            };

            return DeleteNamespaceResponse;
        })();

        v1.ListNamespaceChangesRequest = (function() {

            const ListNamespaceChangesRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            ListNamespaceChangesRequest.prototype.name = "";
            ListNamespaceChangesRequest.prototype.count = 0;

            ListNamespaceChangesRequest.create = function(properties) {
                return new ListNamespaceChangesRequest(properties);
            };

            ListNamespaceChangesRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(10).string(message.name);
                if (message.count != null && $Object.hasOwnProperty.call(message, "count") && message.count !== 0)
                    writer.uint32(16).uint32(message.count);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            ListNamespaceChangesRequest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.ListNamespaceChangesRequest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.count = value;
                            else
                                delete message.count;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            ListNamespaceChangesRequest.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.ListNamespaceChangesRequest)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.ListNamespaceChangesRequest: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.ListNamespaceChangesRequest();
                if (object.name != null)
                    if (typeof object.name !== "string" || object.name.length)
                        message.name = $String(object.name);
                if (object.count != null)
                    if ($Number(object.count) !== 0)
                        message.count = object.count >>> 0;
                return message;
            };

            ListNamespaceChangesRequest.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.name = "";
                    object.count = 0;
                }
                if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                    object.name = message.name;
                if (message.count != null && $Object.hasOwnProperty.call(message, "count"))
                    object.count = message.count;
                return object;
            };

            ListNamespaceChangesRequest.prototype.toJSON = function() {
                return ListNamespaceChangesRequest.toObject(this, $protobuf.util.toJSONOptions);
            };

            return ListNamespaceChangesRequest;
        })();

        v1.ListNamespaceChangesResponse = (function() {

            const ListNamespaceChangesResponse = function (properties) {
                this.changes = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            ListNamespaceChangesResponse.prototype.changes = $util.emptyArray;

            ListNamespaceChangesResponse.create = function(properties) {
                return new ListNamespaceChangesResponse(properties);
            };

            ListNamespaceChangesResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.changes != null && message.changes.length)
                    for (let i = 0; i < message.changes.length; ++i)
                        $root.prism.v1.NamespaceChange.encode(message.changes[i], writer.uint32(10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            ListNamespaceChangesResponse.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.ListNamespaceChangesResponse();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.changes && message.changes.length))
                                message.changes = [];
                            message.changes.push($root.prism.v1.NamespaceChange.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            ListNamespaceChangesResponse.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.ListNamespaceChangesResponse)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.ListNamespaceChangesResponse: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.ListNamespaceChangesResponse();
                if (object.changes) {
                    if (!$Array.isArray(object.changes))
                        throw $TypeError(".prism.v1.ListNamespaceChangesResponse.changes: array expected");
                    message.changes = $Array(object.changes.length);
                    for (let i = 0; i < object.changes.length; ++i) {
                        if (!$util.isObject(object.changes[i]))
                            throw $TypeError(".prism.v1.ListNamespaceChangesResponse.changes: object expected");
                        message.changes[i] = $root.prism.v1.NamespaceChange.fromObject(object.changes[i], _depth + 1);
                    }
                }
                return message;
            };

            ListNamespaceChangesResponse.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.changes = [];
                if (message.changes && message.changes.length) {
                    object.changes = $Array(message.changes.length);
                    for (let j = 0; j < message.changes.length; ++j)
                        object.changes[j] = $root.prism.v1.NamespaceChange.toObject(message.changes[j], options, _depth + 1);
                }
                return object;
            };

            ListNamespaceChangesResponse.prototype.toJSON = function() {
                return ListNamespaceChangesResponse.toObject(this, $protobuf.util.toJSONOptions);
            };

            return ListNamespaceChangesResponse;
        })();

        v1.NamespaceChange = (function() {

            const NamespaceChange = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            NamespaceChange.prototype.time = "";
            NamespaceChange.prototype.principal = "";
            NamespaceChange.prototype.door = "";
            NamespaceChange.prototype.kind = 0;
            NamespaceChange.prototype.revision = 0;
            NamespaceChange.prototype.namespace = null;

            NamespaceChange.create = function(properties) {
                return new NamespaceChange(properties);
            };

            NamespaceChange.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.time != null && $Object.hasOwnProperty.call(message, "time") && message.time !== "")
                    writer.uint32(10).string(message.time);
                if (message.principal != null && $Object.hasOwnProperty.call(message, "principal") && message.principal !== "")
                    writer.uint32(18).string(message.principal);
                if (message.door != null && $Object.hasOwnProperty.call(message, "door") && message.door !== "")
                    writer.uint32(26).string(message.door);
                if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== 0)
                    writer.uint32(32).int32(message.kind);
                if (message.revision != null && $Object.hasOwnProperty.call(message, "revision") && message.revision !== 0)
                    writer.uint32(40).uint32(message.revision);
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace"))
                    $root.prism.v1.Namespace.encode(message.namespace, writer.uint32(50).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            NamespaceChange.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.prism.v1.NamespaceChange();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.time = value;
                            else
                                delete message.time;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.principal = value;
                            else
                                delete message.principal;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.door = value;
                            else
                                delete message.door;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.kind = value;
                            else
                                delete message.kind;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.revision = value;
                            else
                                delete message.revision;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            message.namespace = $root.prism.v1.Namespace.decode(reader, reader.size(), $undefined, _depth + 1, message.namespace);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            NamespaceChange.fromObject = function (object, _depth) {
                if (object instanceof $root.prism.v1.NamespaceChange)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".prism.v1.NamespaceChange: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.prism.v1.NamespaceChange();
                if (object.time != null)
                    if (typeof object.time !== "string" || object.time.length)
                        message.time = $String(object.time);
                if (object.principal != null)
                    if (typeof object.principal !== "string" || object.principal.length)
                        message.principal = $String(object.principal);
                if (object.door != null)
                    if (typeof object.door !== "string" || object.door.length)
                        message.door = $String(object.door);
                if (object.kind !== 0 && (typeof object.kind !== "string" || $root.prism.v1.NamespaceChange.Kind[object.kind] !== 0))
                    switch (object.kind) {
                    case "KIND_UNSPECIFIED":
                    case 0:
                        message.kind = 0;
                        break;
                    case "CREATE":
                    case 1:
                        message.kind = 1;
                        break;
                    case "UPDATE":
                    case 2:
                        message.kind = 2;
                        break;
                    case "DELETE":
                    case 3:
                        message.kind = 3;
                        break;
                    default:
                        if (typeof object.kind === "number" && (object.kind | 0) === object.kind)
                            message.kind = object.kind;
                    }
                if (object.revision != null)
                    if ($Number(object.revision) !== 0)
                        message.revision = object.revision >>> 0;
                if (object.namespace != null) {
                    if (!$util.isObject(object.namespace))
                        throw $TypeError(".prism.v1.NamespaceChange.namespace: object expected");
                    message.namespace = $root.prism.v1.Namespace.fromObject(object.namespace, _depth + 1);
                }
                return message;
            };

            NamespaceChange.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.time = "";
                    object.principal = "";
                    object.door = "";
                    object.kind = options.enums === $String ? "KIND_UNSPECIFIED" : 0;
                    object.revision = 0;
                    object.namespace = null;
                }
                if (message.time != null && $Object.hasOwnProperty.call(message, "time"))
                    object.time = message.time;
                if (message.principal != null && $Object.hasOwnProperty.call(message, "principal"))
                    object.principal = message.principal;
                if (message.door != null && $Object.hasOwnProperty.call(message, "door"))
                    object.door = message.door;
                if (message.kind != null && $Object.hasOwnProperty.call(message, "kind"))
                    object.kind = options.enums === $String ? $root.prism.v1.NamespaceChange.Kind[message.kind] === $undefined ? message.kind : $root.prism.v1.NamespaceChange.Kind[message.kind] : message.kind;
                if (message.revision != null && $Object.hasOwnProperty.call(message, "revision"))
                    object.revision = message.revision;
                if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace"))
                    object.namespace = $root.prism.v1.Namespace.toObject(message.namespace, options, _depth + 1);
                return object;
            };

            NamespaceChange.prototype.toJSON = function() {
                return NamespaceChange.toObject(this, $protobuf.util.toJSONOptions);
            };

            NamespaceChange.Kind = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "KIND_UNSPECIFIED"] = 0;
                values[valuesById[1] = "CREATE"] = 1;
                values[valuesById[2] = "UPDATE"] = 2;
                values[valuesById[3] = "DELETE"] = 3;
                return values;
            })();

            return NamespaceChange;
        })();

        return v1;
    })();

    return prism;
})();

export {
  $root as default
};
