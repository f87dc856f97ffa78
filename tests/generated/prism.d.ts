// Generated from proto/prism/v1/*.proto by `npm run generate`. Do not edit.
import type * as $protobuf from "protobufjs/minimal.js";

export namespace prism {

    namespace v1 {

        interface IError extends prism.v1.Error.$Properties {
        }

        class Error {
            constructor(properties?: prism.v1.Error.$Properties);
            $unknowns?: Uint8Array[];
            code: number;
            reason: string;
            message: string;
            retryAfterMs: number;
            metadata: { [k: string]: string };
            static create(properties: prism.v1.Error.$Shape): prism.v1.Error & prism.v1.Error.$Shape;
            static create(properties?: prism.v1.Error.$Properties): prism.v1.Error;
            static encode(message: prism.v1.Error.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.Error & prism.v1.Error.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.Error;
            static toObject(message: prism.v1.Error, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace Error {
            interface $Properties {
                code?: (number|null);
                reason?: (string|null);
                message?: (string|null);
                retryAfterMs?: (number|null);
                metadata?: ({ [k: string]: string }|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.Error.$Properties;
        }

        interface IRequest extends prism.v1.Request.$Properties {
        }

        class Request {
            constructor(properties?: prism.v1.Request.$Properties);
            $unknowns?: Uint8Array[];
            id: number;
            timeoutMs: number;
            idempotencyKey: string;
            traceparent: string;
            authorization: string;
            kvGet?: (prism.v1.GetRequest.$Properties|null);
            kvPut?: (prism.v1.PutRequest.$Properties|null);
            kvDelete?: (prism.v1.DeleteRequest.$Properties|null);
            kvScan?: (prism.v1.ScanRequest.$Properties|null);
            kvBatchGet?: (prism.v1.BatchGetRequest.$Properties|null);
            kvBatchPut?: (prism.v1.BatchPutRequest.$Properties|null);
            kvBatchDelete?: (prism.v1.BatchDeleteRequest.$Properties|null);
            kvExists?: (prism.v1.ExistsRequest.$Properties|null);
            call?: ("kvGet"|"kvPut"|"kvDelete"|"kvScan"|"kvBatchGet"|"kvBatchPut"|"kvBatchDelete"|"kvExists");
            static create(properties: prism.v1.Request.$Shape): prism.v1.Request & prism.v1.Request.$Shape;
            static create(properties?: prism.v1.Request.$Properties): prism.v1.Request;
            static encode(message: prism.v1.Request.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.Request & prism.v1.Request.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.Request;
            static toObject(message: prism.v1.Request, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace Request {
            interface $Properties {
                id?: (number|null);
                timeoutMs?: (number|null);
                idempotencyKey?: (string|null);
                traceparent?: (string|null);
                authorization?: (string|null);
                kvGet?: (prism.v1.GetRequest.$Properties|null);
                kvPut?: (prism.v1.PutRequest.$Properties|null);
                kvDelete?: (prism.v1.DeleteRequest.$Properties|null);
                kvScan?: (prism.v1.ScanRequest.$Properties|null);
                kvBatchGet?: (prism.v1.BatchGetRequest.$Properties|null);
                kvBatchPut?: (prism.v1.BatchPutRequest.$Properties|null);
                kvBatchDelete?: (prism.v1.BatchDeleteRequest.$Properties|null);
                kvExists?: (prism.v1.ExistsRequest.$Properties|null);
                call?: ("kvGet"|"kvPut"|"kvDelete"|"kvScan"|"kvBatchGet"|"kvBatchPut"|"kvBatchDelete"|"kvExists");
                $unknowns?: Uint8Array[];
            }
            type $Shape = {
              id?: number|null;
              timeoutMs?: number|null;
              idempotencyKey?: string|null;
              traceparent?: string|null;
              authorization?: string|null;
              kvGet?: prism.v1.GetRequest.$Shape|null;
              kvPut?: prism.v1.PutRequest.$Shape|null;
              kvDelete?: prism.v1.DeleteRequest.$Shape|null;
              kvScan?: prism.v1.ScanRequest.$Shape|null;
              kvBatchGet?: prism.v1.BatchGetRequest.$Shape|null;
              kvBatchPut?: prism.v1.BatchPutRequest.$Shape|null;
              kvBatchDelete?: prism.v1.BatchDeleteRequest.$Shape|null;
              kvExists?: prism.v1.ExistsRequest.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ call?: undefined; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null }|{ call?: "kvGet"; kvGet: prism.v1.GetRequest.$Shape; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null }|{ call?: "kvPut"; kvGet?: null; kvPut: prism.v1.PutRequest.$Shape; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null }|{ call?: "kvDelete"; kvGet?: null; kvPut?: null; kvDelete: prism.v1.DeleteRequest.$Shape; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null }|{ call?: "kvScan"; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan: prism.v1.ScanRequest.$Shape; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null }|{ call?: "kvBatchGet"; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet: prism.v1.BatchGetRequest.$Shape; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null }|{ call?: "kvBatchPut"; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut: prism.v1.BatchPutRequest.$Shape; kvBatchDelete?: null; kvExists?: null }|{ call?: "kvBatchDelete"; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete: prism.v1.BatchDeleteRequest.$Shape; kvExists?: null }|{ call?: "kvExists"; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists: prism.v1.ExistsRequest.$Shape })
            );
        }

        interface IResponse extends prism.v1.Response.$Properties {
        }

        class Response {
            constructor(properties?: prism.v1.Response.$Properties);
            $unknowns?: Uint8Array[];
            id: number;
            more: boolean;
            queueUs: number;
            backendUs: number;
            error?: (prism.v1.Error.$Properties|null);
            kvGet?: (prism.v1.GetResponse.$Properties|null);
            kvPut?: (prism.v1.PutResponse.$Properties|null);
            kvDelete?: (prism.v1.DeleteResponse.$Properties|null);
            kvScan?: (prism.v1.ScanResponse.$Properties|null);
            kvBatchGet?: (prism.v1.BatchGetResponse.$Properties|null);
            kvBatchPut?: (prism.v1.BatchPutResponse.$Properties|null);
            kvBatchDelete?: (prism.v1.BatchDeleteResponse.$Properties|null);
            kvExists?: (prism.v1.ExistsResponse.$Properties|null);
            result?: ("error"|"kvGet"|"kvPut"|"kvDelete"|"kvScan"|"kvBatchGet"|"kvBatchPut"|"kvBatchDelete"|"kvExists");
            static create(properties: prism.v1.Response.$Shape): prism.v1.Response & prism.v1.Response.$Shape;
            static create(properties?: prism.v1.Response.$Properties): prism.v1.Response;
            static encode(message: prism.v1.Response.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.Response & prism.v1.Response.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.Response;
            static toObject(message: prism.v1.Response, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace Response {
            interface $Properties {
                id?: (number|null);
                more?: (boolean|null);
                queueUs?: (number|null);
                backendUs?: (number|null);
                error?: (prism.v1.Error.$Properties|null);
                kvGet?: (prism.v1.GetResponse.$Properties|null);
                kvPut?: (prism.v1.PutResponse.$Properties|null);
                kvDelete?: (prism.v1.DeleteResponse.$Properties|null);
                kvScan?: (prism.v1.ScanResponse.$Properties|null);
                kvBatchGet?: (prism.v1.BatchGetResponse.$Properties|null);
                kvBatchPut?: (prism.v1.BatchPutResponse.$Properties|null);
                kvBatchDelete?: (prism.v1.BatchDeleteResponse.$Properties|null);
                kvExists?: (prism.v1.ExistsResponse.$Properties|null);
                result?: ("error"|"kvGet"|"kvPut"|"kvDelete"|"kvScan"|"kvBatchGet"|"kvBatchPut"|"kvBatchDelete"|"kvExists");
                $unknowns?: Uint8Array[];
            }
            type $Shape = {
              id?: number|null;
              more?: boolean|null;
              queueUs?: number|null;
              backendUs?: number|null;
              error?: prism.v1.Error.$Shape|null;
              kvGet?: prism.v1.GetResponse.$Shape|null;
              kvPut?: prism.v1.PutResponse.$Shape|null;
              kvDelete?: prism.v1.DeleteResponse.$Shape|null;
              kvScan?: prism.v1.ScanResponse.$Shape|null;
              kvBatchGet?: prism.v1.BatchGetResponse.$Shape|null;
              kvBatchPut?: prism.v1.BatchPutResponse.$Shape|null;
              kvBatchDelete?: prism.v1.BatchDeleteResponse.$Shape|null;
              kvExists?: prism.v1.ExistsResponse.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ result?: undefined; error?: null; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null }|{ result?: "error"; error: prism.v1.Error.$Shape; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null }|{ result?: "kvGet"; error?: null; kvGet: prism.v1.GetResponse.$Shape; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null }|{ result?: "kvPut"; error?: null; kvGet?: null; kvPut: prism.v1.PutResponse.$Shape; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null }|{ result?: "kvDelete"; error?: null; kvGet?: null; kvPut?: null; kvDelete: prism.v1.DeleteResponse.$Shape; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null }|{ result?: "kvScan"; error?: null; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan: prism.v1.ScanResponse.$Shape; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null }|{ result?: "kvBatchGet"; error?: null; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet: prism.v1.BatchGetResponse.$Shape; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null }|{ result?: "kvBatchPut"; error?: null; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut: prism.v1.BatchPutResponse.$Shape; kvBatchDelete?: null; kvExists?: null }|{ result?: "kvBatchDelete"; error?: null; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete: prism.v1.BatchDeleteResponse.$Shape; kvExists?: null }|{ result?: "kvExists"; error?: null; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists: prism.v1.ExistsResponse.$Shape })
            );
        }

        interface IGetRequest extends prism.v1.GetRequest.$Properties {
        }

        class GetRequest {
            constructor(properties?: prism.v1.GetRequest.$Properties);
            $unknowns?: Uint8Array[];
            namespace: string;
            key: string;
            static create(properties: prism.v1.GetRequest.$Shape): prism.v1.GetRequest & prism.v1.GetRequest.$Shape;
            static create(properties?: prism.v1.GetRequest.$Properties): prism.v1.GetRequest;
            static encode(message: prism.v1.GetRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.GetRequest & prism.v1.GetRequest.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.GetRequest;
            static toObject(message: prism.v1.GetRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace GetRequest {
            interface $Properties {
                namespace?: (string|null);
                key?: (string|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.GetRequest.$Properties;
        }

        interface IGetResponse extends prism.v1.GetResponse.$Properties {
        }

        class GetResponse {
            constructor(properties?: prism.v1.GetResponse.$Properties);
            $unknowns?: Uint8Array[];
            found: boolean;
            value: Uint8Array;
            version: number;
            expiresAtMs: number;
            static create(properties: prism.v1.GetResponse.$Shape): prism.v1.GetResponse & prism.v1.GetResponse.$Shape;
            static create(properties?: prism.v1.GetResponse.$Properties): prism.v1.GetResponse;
            static encode(message: prism.v1.GetResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.GetResponse & prism.v1.GetResponse.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.GetResponse;
            static toObject(message: prism.v1.GetResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace GetResponse {
            interface $Properties {
                found?: (boolean|null);
                value?: (Uint8Array|null);
                version?: (number|null);
                expiresAtMs?: (number|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.GetResponse.$Properties;
        }

        interface IPutRequest extends prism.v1.PutRequest.$Properties {
        }

        class PutRequest {
            constructor(properties?: prism.v1.PutRequest.$Properties);
            $unknowns?: Uint8Array[];
            namespace: string;
            key: string;
            value: Uint8Array;
            ttlMs: number;
            ifVersion?: (number|null);
            static create(properties: prism.v1.PutRequest.$Shape): prism.v1.PutRequest & prism.v1.PutRequest.$Shape;
            static create(properties?: prism.v1.PutRequest.$Properties): prism.v1.PutRequest;
            static encode(message: prism.v1.PutRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.PutRequest & prism.v1.PutRequest.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.PutRequest;
            static toObject(message: prism.v1.PutRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace PutRequest {
            interface $Properties {
                namespace?: (string|null);
                key?: (string|null);
                value?: (Uint8Array|null);
                ttlMs?: (number|null);
                ifVersion?: (number|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.PutRequest.$Properties;
        }

        interface IPutResponse extends prism.v1.PutResponse.$Properties {
        }

        class PutResponse {
            constructor(properties?: prism.v1.PutResponse.$Properties);
            $unknowns?: Uint8Array[];
            version: number;
            replayed: boolean;
            static create(properties: prism.v1.PutResponse.$Shape): prism.v1.PutResponse & prism.v1.PutResponse.$Shape;
            static create(properties?: prism.v1.PutResponse.$Properties): prism.v1.PutResponse;
            static encode(message: prism.v1.PutResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.PutResponse & prism.v1.PutResponse.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.PutResponse;
            static toObject(message: prism.v1.PutResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace PutResponse {
            interface $Properties {
                version?: (number|null);
                replayed?: (boolean|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.PutResponse.$Properties;
        }

        interface IDeleteRequest extends prism.v1.DeleteRequest.$Properties {
        }

        class DeleteRequest {
            constructor(properties?: prism.v1.DeleteRequest.$Properties);
            $unknowns?: Uint8Array[];
            namespace: string;
            key: string;
            ifVersion?: (number|null);
            static create(properties: prism.v1.DeleteRequest.$Shape): prism.v1.DeleteRequest & prism.v1.DeleteRequest.$Shape;
            static create(properties?: prism.v1.DeleteRequest.$Properties): prism.v1.DeleteRequest;
            static encode(message: prism.v1.DeleteRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.DeleteRequest & prism.v1.DeleteRequest.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.DeleteRequest;
            static toObject(message: prism.v1.DeleteRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace DeleteRequest {
            interface $Properties {
                namespace?: (string|null);
                key?: (string|null);
                ifVersion?: (number|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.DeleteRequest.$Properties;
        }

        interface IDeleteResponse extends prism.v1.DeleteResponse.$Properties {
        }

        class DeleteResponse {
            constructor(properties?: prism.v1.DeleteResponse.$Properties);
            $unknowns?: Uint8Array[];
            deleted: boolean;
            replayed: boolean;
            static create(properties: prism.v1.DeleteResponse.$Shape): prism.v1.DeleteResponse & prism.v1.DeleteResponse.$Shape;
            static create(properties?: prism.v1.DeleteResponse.$Properties): prism.v1.DeleteResponse;
            static encode(message: prism.v1.DeleteResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.DeleteResponse & prism.v1.DeleteResponse.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.DeleteResponse;
            static toObject(message: prism.v1.DeleteResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace DeleteResponse {
            interface $Properties {
                deleted?: (boolean|null);
                replayed?: (boolean|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.DeleteResponse.$Properties;
        }

        interface IScanRequest extends prism.v1.ScanRequest.$Properties {
        }

        class ScanRequest {
            constructor(properties?: prism.v1.ScanRequest.$Properties);
            $unknowns?: Uint8Array[];
            namespace: string;
            prefix: string;
            start: string;
            end: string;
            pageSize: number;
            pageToken: string;
            keysOnly: boolean;
            static create(properties: prism.v1.ScanRequest.$Shape): prism.v1.ScanRequest & prism.v1.ScanRequest.$Shape;
            static create(properties?: prism.v1.ScanRequest.$Properties): prism.v1.ScanRequest;
            static encode(message: prism.v1.ScanRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.ScanRequest & prism.v1.ScanRequest.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.ScanRequest;
            static toObject(message: prism.v1.ScanRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace ScanRequest {
            interface $Properties {
                namespace?: (string|null);
                prefix?: (string|null);
                start?: (string|null);
                end?: (string|null);
                pageSize?: (number|null);
                pageToken?: (string|null);
                keysOnly?: (boolean|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.ScanRequest.$Properties;
        }

        interface IItem extends prism.v1.Item.$Properties {
        }

        class Item {
            constructor(properties?: prism.v1.Item.$Properties);
            $unknowns?: Uint8Array[];
            key: string;
            value: Uint8Array;
            version: number;
            expiresAtMs: number;
            static create(properties: prism.v1.Item.$Shape): prism.v1.Item & prism.v1.Item.$Shape;
            static create(properties?: prism.v1.Item.$Properties): prism.v1.Item;
            static encode(message: prism.v1.Item.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.Item & prism.v1.Item.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.Item;
            static toObject(message: prism.v1.Item, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace Item {
            interface $Properties {
                key?: (string|null);
                value?: (Uint8Array|null);
                version?: (number|null);
                expiresAtMs?: (number|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.Item.$Properties;
        }

        interface IScanResponse extends prism.v1.ScanResponse.$Properties {
        }

        class ScanResponse {
            constructor(properties?: prism.v1.ScanResponse.$Properties);
            $unknowns?: Uint8Array[];
            items: prism.v1.Item.$Properties[];
            nextPageToken: string;
            static create(properties: prism.v1.ScanResponse.$Shape): prism.v1.ScanResponse & prism.v1.ScanResponse.$Shape;
            static create(properties?: prism.v1.ScanResponse.$Properties): prism.v1.ScanResponse;
            static encode(message: prism.v1.ScanResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.ScanResponse & prism.v1.ScanResponse.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.ScanResponse;
            static toObject(message: prism.v1.ScanResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace ScanResponse {
            interface $Properties {
                items?: (prism.v1.Item.$Properties[]|null);
                nextPageToken?: (string|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.ScanResponse.$Properties;
        }

        interface IBatchGetRequest extends prism.v1.BatchGetRequest.$Properties {
        }

        class BatchGetRequest {
            constructor(properties?: prism.v1.BatchGetRequest.$Properties);
            $unknowns?: Uint8Array[];
            namespace: string;
            keys: string[];
            static create(properties: prism.v1.BatchGetRequest.$Shape): prism.v1.BatchGetRequest & prism.v1.BatchGetRequest.$Shape;
            static create(properties?: prism.v1.BatchGetRequest.$Properties): prism.v1.BatchGetRequest;
            static encode(message: prism.v1.BatchGetRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.BatchGetRequest & prism.v1.BatchGetRequest.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.BatchGetRequest;
            static toObject(message: prism.v1.BatchGetRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace BatchGetRequest {
            interface $Properties {
                namespace?: (string|null);
                keys?: (string[]|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.BatchGetRequest.$Properties;
        }

        interface IBatchGetResponse extends prism.v1.BatchGetResponse.$Properties {
        }

        class BatchGetResponse {
            constructor(properties?: prism.v1.BatchGetResponse.$Properties);
            $unknowns?: Uint8Array[];
            results: prism.v1.BatchGetResult.$Properties[];
            static create(properties: prism.v1.BatchGetResponse.$Shape): prism.v1.BatchGetResponse & prism.v1.BatchGetResponse.$Shape;
            static create(properties?: prism.v1.BatchGetResponse.$Properties): prism.v1.BatchGetResponse;
            static encode(message: prism.v1.BatchGetResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.BatchGetResponse & prism.v1.BatchGetResponse.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.BatchGetResponse;
            static toObject(message: prism.v1.BatchGetResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace BatchGetResponse {
            interface $Properties {
                results?: (prism.v1.BatchGetResult.$Properties[]|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.BatchGetResponse.$Properties;
        }

        interface IBatchGetResult extends prism.v1.BatchGetResult.$Properties {
        }

        class BatchGetResult {
            constructor(properties?: prism.v1.BatchGetResult.$Properties);
            $unknowns?: Uint8Array[];
            found: boolean;
            value: Uint8Array;
            version: number;
            expiresAtMs: number;
            error?: (prism.v1.Error.$Properties|null);
            static create(properties: prism.v1.BatchGetResult.$Shape): prism.v1.BatchGetResult & prism.v1.BatchGetResult.$Shape;
            static create(properties?: prism.v1.BatchGetResult.$Properties): prism.v1.BatchGetResult;
            static encode(message: prism.v1.BatchGetResult.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.BatchGetResult & prism.v1.BatchGetResult.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.BatchGetResult;
            static toObject(message: prism.v1.BatchGetResult, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace BatchGetResult {
            interface $Properties {
                found?: (boolean|null);
                value?: (Uint8Array|null);
                version?: (number|null);
                expiresAtMs?: (number|null);
                error?: (prism.v1.Error.$Properties|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.BatchGetResult.$Properties;
        }

        interface IBatchPutRequest extends prism.v1.BatchPutRequest.$Properties {
        }

        class BatchPutRequest {
            constructor(properties?: prism.v1.BatchPutRequest.$Properties);
            $unknowns?: Uint8Array[];
            namespace: string;
            items: prism.v1.BatchPutItem.$Properties[];
            static create(properties: prism.v1.BatchPutRequest.$Shape): prism.v1.BatchPutRequest & prism.v1.BatchPutRequest.$Shape;
            static create(properties?: prism.v1.BatchPutRequest.$Properties): prism.v1.BatchPutRequest;
            static encode(message: prism.v1.BatchPutRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.BatchPutRequest & prism.v1.BatchPutRequest.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.BatchPutRequest;
            static toObject(message: prism.v1.BatchPutRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace BatchPutRequest {
            interface $Properties {
                namespace?: (string|null);
                items?: (prism.v1.BatchPutItem.$Properties[]|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.BatchPutRequest.$Properties;
        }

        interface IBatchPutItem extends prism.v1.BatchPutItem.$Properties {
        }

        class BatchPutItem {
            constructor(properties?: prism.v1.BatchPutItem.$Properties);
            $unknowns?: Uint8Array[];
            key: string;
            value: Uint8Array;
            ttlMs: number;
            ifVersion?: (number|null);
            static create(properties: prism.v1.BatchPutItem.$Shape): prism.v1.BatchPutItem & prism.v1.BatchPutItem.$Shape;
            static create(properties?: prism.v1.BatchPutItem.$Properties): prism.v1.BatchPutItem;
            static encode(message: prism.v1.BatchPutItem.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.BatchPutItem & prism.v1.BatchPutItem.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.BatchPutItem;
            static toObject(message: prism.v1.BatchPutItem, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace BatchPutItem {
            interface $Properties {
                key?: (string|null);
                value?: (Uint8Array|null);
                ttlMs?: (number|null);
                ifVersion?: (number|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.BatchPutItem.$Properties;
        }

        interface IBatchPutResponse extends prism.v1.BatchPutResponse.$Properties {
        }

        class BatchPutResponse {
            constructor(properties?: prism.v1.BatchPutResponse.$Properties);
            $unknowns?: Uint8Array[];
            results: prism.v1.BatchPutResult.$Properties[];
            replayed: boolean;
            static create(properties: prism.v1.BatchPutResponse.$Shape): prism.v1.BatchPutResponse & prism.v1.BatchPutResponse.$Shape;
            static create(properties?: prism.v1.BatchPutResponse.$Properties): prism.v1.BatchPutResponse;
            static encode(message: prism.v1.BatchPutResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.BatchPutResponse & prism.v1.BatchPutResponse.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.BatchPutResponse;
            static toObject(message: prism.v1.BatchPutResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace BatchPutResponse {
            interface $Properties {
                results?: (prism.v1.BatchPutResult.$Properties[]|null);
                replayed?: (boolean|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.BatchPutResponse.$Properties;
        }

        interface IBatchPutResult extends prism.v1.BatchPutResult.$Properties {
        }

        class BatchPutResult {
            constructor(properties?: prism.v1.BatchPutResult.$Properties);
            $unknowns?: Uint8Array[];
            version: number;
            error?: (prism.v1.Error.$Properties|null);
            static create(properties: prism.v1.BatchPutResult.$Shape): prism.v1.BatchPutResult & prism.v1.BatchPutResult.$Shape;
            static create(properties?: prism.v1.BatchPutResult.$Properties): prism.v1.BatchPutResult;
            static encode(message: prism.v1.BatchPutResult.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.BatchPutResult & prism.v1.BatchPutResult.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.BatchPutResult;
            static toObject(message: prism.v1.BatchPutResult, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace BatchPutResult {
            interface $Properties {
                version?: (number|null);
                error?: (prism.v1.Error.$Properties|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.BatchPutResult.$Properties;
        }

        interface IBatchDeleteRequest extends prism.v1.BatchDeleteRequest.$Properties {
        }

        class BatchDeleteRequest {
            constructor(properties?: prism.v1.BatchDeleteRequest.$Properties);
            $unknowns?: Uint8Array[];
            namespace: string;
            items: prism.v1.BatchDeleteItem.$Properties[];
            static create(properties: prism.v1.BatchDeleteRequest.$Shape): prism.v1.BatchDeleteRequest & prism.v1.BatchDeleteRequest.$Shape;
            static create(properties?: prism.v1.BatchDeleteRequest.$Properties): prism.v1.BatchDeleteRequest;
            static encode(message: prism.v1.BatchDeleteRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.BatchDeleteRequest & prism.v1.BatchDeleteRequest.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.BatchDeleteRequest;
            static toObject(message: prism.v1.BatchDeleteRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace BatchDeleteRequest {
            interface $Properties {
                namespace?: (string|null);
                items?: (prism.v1.BatchDeleteItem.$Properties[]|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.BatchDeleteRequest.$Properties;
        }

        interface IBatchDeleteItem extends prism.v1.BatchDeleteItem.$Properties {
        }

        class BatchDeleteItem {
            constructor(properties?: prism.v1.BatchDeleteItem.$Properties);
            $unknowns?: Uint8Array[];
            key: string;
            ifVersion?: (number|null);
            static create(properties: prism.v1.BatchDeleteItem.$Shape): prism.v1.BatchDeleteItem & prism.v1.BatchDeleteItem.$Shape;
            static create(properties?: prism.v1.BatchDeleteItem.$Properties): prism.v1.BatchDeleteItem;
            static encode(message: prism.v1.BatchDeleteItem.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.BatchDeleteItem & prism.v1.BatchDeleteItem.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.BatchDeleteItem;
            static toObject(message: prism.v1.BatchDeleteItem, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace BatchDeleteItem {
            interface $Properties {
                key?: (string|null);
                ifVersion?: (number|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.BatchDeleteItem.$Properties;
        }

        interface IBatchDeleteResponse extends prism.v1.BatchDeleteResponse.$Properties {
        }

        class BatchDeleteResponse {
            constructor(properties?: prism.v1.BatchDeleteResponse.$Properties);
            $unknowns?: Uint8Array[];
            results: prism.v1.BatchDeleteResult.$Properties[];
            replayed: boolean;
            static create(properties: prism.v1.BatchDeleteResponse.$Shape): prism.v1.BatchDeleteResponse & prism.v1.BatchDeleteResponse.$Shape;
            static create(properties?: prism.v1.BatchDeleteResponse.$Properties): prism.v1.BatchDeleteResponse;
            static encode(message: prism.v1.BatchDeleteResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.BatchDeleteResponse & prism.v1.BatchDeleteResponse.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.BatchDeleteResponse;
            static toObject(message: prism.v1.BatchDeleteResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace BatchDeleteResponse {
            interface $Properties {
                results?: (prism.v1.BatchDeleteResult.$Properties[]|null);
                replayed?: (boolean|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.BatchDeleteResponse.$Properties;
        }

        interface IBatchDeleteResult extends prism.v1.BatchDeleteResult.$Properties {
        }

        class BatchDeleteResult {
            constructor(properties?: prism.v1.BatchDeleteResult.$Properties);
            $unknowns?: Uint8Array[];
            deleted: boolean;
            error?: (prism.v1.Error.$Properties|null);
            static create(properties: prism.v1.BatchDeleteResult.$Shape): prism.v1.BatchDeleteResult & prism.v1.BatchDeleteResult.$Shape;
            static create(properties?: prism.v1.BatchDeleteResult.$Properties): prism.v1.BatchDeleteResult;
            static encode(message: prism.v1.BatchDeleteResult.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.BatchDeleteResult & prism.v1.BatchDeleteResult.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.BatchDeleteResult;
            static toObject(message: prism.v1.BatchDeleteResult, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace BatchDeleteResult {
            interface $Properties {
                deleted?: (boolean|null);
                error?: (prism.v1.Error.$Properties|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.BatchDeleteResult.$Properties;
        }

        interface IExistsRequest extends prism.v1.ExistsRequest.$Properties {
        }

        class ExistsRequest {
            constructor(properties?: prism.v1.ExistsRequest.$Properties);
            $unknowns?: Uint8Array[];
            namespace: string;
            key: string;
            static create(properties: prism.v1.ExistsRequest.$Shape): prism.v1.ExistsRequest & prism.v1.ExistsRequest.$Shape;
            static create(properties?: prism.v1.ExistsRequest.$Properties): prism.v1.ExistsRequest;
            static encode(message: prism.v1.ExistsRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.ExistsRequest & prism.v1.ExistsRequest.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.ExistsRequest;
            static toObject(message: prism.v1.ExistsRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace ExistsRequest {
            interface $Properties {
                namespace?: (string|null);
                key?: (string|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.ExistsRequest.$Properties;
        }

        interface IExistsResponse extends prism.v1.ExistsResponse.$Properties {
        }

        class ExistsResponse {
            constructor(properties?: prism.v1.ExistsResponse.$Properties);
            $unknowns?: Uint8Array[];
            exists: boolean;
            version: number;
            static create(properties: prism.v1.ExistsResponse.$Shape): prism.v1.ExistsResponse & prism.v1.ExistsResponse.$Shape;
            static create(properties?: prism.v1.ExistsResponse.$Properties): prism.v1.ExistsResponse;
            static encode(message: prism.v1.ExistsResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.ExistsResponse & prism.v1.ExistsResponse.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.ExistsResponse;
            static toObject(message: prism.v1.ExistsResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace ExistsResponse {
            interface $Properties {
                exists?: (boolean|null);
                version?: (number|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.ExistsResponse.$Properties;
        }

        interface INamespace extends prism.v1.Namespace.$Properties {
        }

        class Namespace {
            constructor(properties?: prism.v1.Namespace.$Properties);
            $unknowns?: Uint8Array[];
            name: string;
            pattern: string;
            backend: string;
            access: prism.v1.AccessRule.$Properties[];
            limits: prism.v1.LimitRule.$Properties[];
            audit: string;
            etag: string;
            origin: prism.v1.Namespace.Origin;
            file: string;
            state: prism.v1.Namespace.State;
            problem: string;
            revision: number;
            createTime: string;
            updateTime: string;
            updatedBy: string;
            static create(properties: prism.v1.Namespace.$Shape): prism.v1.Namespace & prism.v1.Namespace.$Shape;
            static create(properties?: prism.v1.Namespace.$Properties): prism.v1.Namespace;
            static encode(message: prism.v1.Namespace.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.Namespace & prism.v1.Namespace.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.Namespace;
            static toObject(message: prism.v1.Namespace, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace Namespace {
            interface $Properties {
                name?: (string|null);
                pattern?: (string|null);
                backend?: (string|null);
                access?: (prism.v1.AccessRule.$Properties[]|null);
                limits?: (prism.v1.LimitRule.$Properties[]|null);
                audit?: (string|null);
                etag?: (string|null);
                origin?: (prism.v1.Namespace.Origin|null);
                file?: (string|null);
                state?: (prism.v1.Namespace.State|null);
                problem?: (string|null);
                revision?: (number|null);
                createTime?: (string|null);
                updateTime?: (string|null);
                updatedBy?: (string|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.Namespace.$Properties;

            enum Origin {
                ORIGIN_UNSPECIFIED = 0,
                FILE = 1,
                API = 2
            }

            enum State {
                STATE_UNSPECIFIED = 0,
                ACTIVE = 1,
                DELETING = 2,
                UNSERVED = 3
            }
        }

        interface IAccessRule extends prism.v1.AccessRule.$Properties {
        }

        class AccessRule {
            constructor(properties?: prism.v1.AccessRule.$Properties);
            $unknowns?: Uint8Array[];
            principal: string;
            allow: string[];
            deny: string[];
            keyPrefix: string;
            static create(properties: prism.v1.AccessRule.$Shape): prism.v1.AccessRule & prism.v1.AccessRule.$Shape;
            static create(properties?: prism.v1.AccessRule.$Properties): prism.v1.AccessRule;
            static encode(message: prism.v1.AccessRule.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.AccessRule & prism.v1.AccessRule.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.AccessRule;
            static toObject(message: prism.v1.AccessRule, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace AccessRule {
            interface $Properties {
                principal?: (string|null);
                allow?: (string[]|null);
                deny?: (string[]|null);
                keyPrefix?: (string|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.AccessRule.$Properties;
        }

        interface ILimitRule extends prism.v1.LimitRule.$Properties {
        }

        class LimitRule {
            constructor(properties?: prism.v1.LimitRule.$Properties);
            $unknowns?: Uint8Array[];
            principal: string;
            requestsPerSecond: number;
            bytesPerSecond: number;
            maxInFlight: number;
            requestBurst: number;
            byteBurst: number;
            static create(properties: prism.v1.LimitRule.$Shape): prism.v1.LimitRule & prism.v1.LimitRule.$Shape;
            static create(properties?: prism.v1.LimitRule.$Properties): prism.v1.LimitRule;
            static encode(message: prism.v1.LimitRule.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.LimitRule & prism.v1.LimitRule.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.LimitRule;
            static toObject(message: prism.v1.LimitRule, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace LimitRule {
            interface $Properties {
                principal?: (string|null);
                requestsPerSecond?: (number|null);
                bytesPerSecond?: (number|null);
                maxInFlight?: (number|null);
                requestBurst?: (number|null);
                byteBurst?: (number|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.LimitRule.$Properties;
        }

        interface ICreateNamespaceRequest extends prism.v1.CreateNamespaceRequest.$Properties {
        }

        class CreateNamespaceRequest {
            constructor(properties?: prism.v1.CreateNamespaceRequest.$Properties);
            $unknowns?: Uint8Array[];
            namespace?: (prism.v1.Namespace.$Properties|null);
            validateOnly: boolean;
            static create(properties: prism.v1.CreateNamespaceRequest.$Shape): prism.v1.CreateNamespaceRequest & prism.v1.CreateNamespaceRequest.$Shape;
            static create(properties?: prism.v1.CreateNamespaceRequest.$Properties): prism.v1.CreateNamespaceRequest;
            static encode(message: prism.v1.CreateNamespaceRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.CreateNamespaceRequest & prism.v1.CreateNamespaceRequest.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.CreateNamespaceRequest;
            static toObject(message: prism.v1.CreateNamespaceRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace CreateNamespaceRequest {
            interface $Properties {
                namespace?: (prism.v1.Namespace.$Properties|null);
                validateOnly?: (boolean|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.CreateNamespaceRequest.$Properties;
        }

        interface IGetNamespaceRequest extends prism.v1.GetNamespaceRequest.$Properties {
        }

        class GetNamespaceRequest {
            constructor(properties?: prism.v1.GetNamespaceRequest.$Properties);
            $unknowns?: Uint8Array[];
            name: string;
            static create(properties: prism.v1.GetNamespaceRequest.$Shape): prism.v1.GetNamespaceRequest & prism.v1.GetNamespaceRequest.$Shape;
            static create(properties?: prism.v1.GetNamespaceRequest.$Properties): prism.v1.GetNamespaceRequest;
            static encode(message: prism.v1.GetNamespaceRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.GetNamespaceRequest & prism.v1.GetNamespaceRequest.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.GetNamespaceRequest;
            static toObject(message: prism.v1.GetNamespaceRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace GetNamespaceRequest {
            interface $Properties {
                name?: (string|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.GetNamespaceRequest.$Properties;
        }

        interface IListNamespacesRequest extends prism.v1.ListNamespacesRequest.$Properties {
        }

        class ListNamespacesRequest {
            constructor(properties?: prism.v1.ListNamespacesRequest.$Properties);
            $unknowns?: Uint8Array[];
            pageSize: number;
            pageToken: string;
            static create(properties: prism.v1.ListNamespacesRequest.$Shape): prism.v1.ListNamespacesRequest & prism.v1.ListNamespacesRequest.$Shape;
            static create(properties?: prism.v1.ListNamespacesRequest.$Properties): prism.v1.ListNamespacesRequest;
            static encode(message: prism.v1.ListNamespacesRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.ListNamespacesRequest & prism.v1.ListNamespacesRequest.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.ListNamespacesRequest;
            static toObject(message: prism.v1.ListNamespacesRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace ListNamespacesRequest {
            interface $Properties {
                pageSize?: (number|null);
                pageToken?: (string|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.ListNamespacesRequest.$Properties;
        }

        interface IListNamespacesResponse extends prism.v1.ListNamespacesResponse.$Properties {
        }

        class ListNamespacesResponse {
            constructor(properties?: prism.v1.ListNamespacesResponse.$Properties);
            $unknowns?: Uint8Array[];
            namespaces: prism.v1.Namespace.$Properties[];
            nextPageToken: string;
            totalSize: number;
            static create(properties: prism.v1.ListNamespacesResponse.$Shape): prism.v1.ListNamespacesResponse & prism.v1.ListNamespacesResponse.$Shape;
            static create(properties?: prism.v1.ListNamespacesResponse.$Properties): prism.v1.ListNamespacesResponse;
            static encode(message: prism.v1.ListNamespacesResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.ListNamespacesResponse & prism.v1.ListNamespacesResponse.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.ListNamespacesResponse;
            static toObject(message: prism.v1.ListNamespacesResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace ListNamespacesResponse {
            interface $Properties {
                namespaces?: (prism.v1.Namespace.$Properties[]|null);
                nextPageToken?: (string|null);
                totalSize?: (number|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.ListNamespacesResponse.$Properties;
        }

        interface IUpdateNamespaceRequest extends prism.v1.UpdateNamespaceRequest.$Properties {
        }

        class UpdateNamespaceRequest {
            constructor(properties?: prism.v1.UpdateNamespaceRequest.$Properties);
            $unknowns?: Uint8Array[];
            namespace?: (prism.v1.Namespace.$Properties|null);
            etag: string;
            allowMissing: boolean;
            validateOnly: boolean;
            updateFields: string[];
            static create(properties: prism.v1.UpdateNamespaceRequest.$Shape): prism.v1.UpdateNamespaceRequest & prism.v1.UpdateNamespaceRequest.$Shape;
            static create(properties?: prism.v1.UpdateNamespaceRequest.$Properties): prism.v1.UpdateNamespaceRequest;
            static encode(message: prism.v1.UpdateNamespaceRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.UpdateNamespaceRequest & prism.v1.UpdateNamespaceRequest.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.UpdateNamespaceRequest;
            static toObject(message: prism.v1.UpdateNamespaceRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace UpdateNamespaceRequest {
            interface $Properties {
                namespace?: (prism.v1.Namespace.$Properties|null);
                etag?: (string|null);
                allowMissing?: (boolean|null);
                validateOnly?: (boolean|null);
                updateFields?: (string[]|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.UpdateNamespaceRequest.$Properties;
        }

        interface IUpdateNamespaceResponse extends prism.v1.UpdateNamespaceResponse.$Properties {
        }

        class UpdateNamespaceResponse {
            constructor(properties?: prism.v1.UpdateNamespaceResponse.$Properties);
            $unknowns?: Uint8Array[];
            namespace?: (prism.v1.Namespace.$Properties|null);
            change: prism.v1.UpdateNamespaceResponse.Change;
            static create(properties: prism.v1.UpdateNamespaceResponse.$Shape): prism.v1.UpdateNamespaceResponse & prism.v1.UpdateNamespaceResponse.$Shape;
            static create(properties?: prism.v1.UpdateNamespaceResponse.$Properties): prism.v1.UpdateNamespaceResponse;
            static encode(message: prism.v1.UpdateNamespaceResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.UpdateNamespaceResponse & prism.v1.UpdateNamespaceResponse.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.UpdateNamespaceResponse;
            static toObject(message: prism.v1.UpdateNamespaceResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace UpdateNamespaceResponse {
            interface $Properties {
                namespace?: (prism.v1.Namespace.$Properties|null);
                change?: (prism.v1.UpdateNamespaceResponse.Change|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.UpdateNamespaceResponse.$Properties;

            enum Change {
                CHANGE_UNSPECIFIED = 0,
                UNCHANGED = 1,
                UPDATED = 2,
                CREATED = 3
            }
        }

        interface IDeleteNamespaceRequest extends prism.v1.DeleteNamespaceRequest.$Properties {
        }

        class DeleteNamespaceRequest {
            constructor(properties?: prism.v1.DeleteNamespaceRequest.$Properties);
            $unknowns?: Uint8Array[];
            name: string;
            etag: string;
            force: boolean;
            validateOnly: boolean;
            static create(properties: prism.v1.DeleteNamespaceRequest.$Shape): prism.v1.DeleteNamespaceRequest & prism.v1.DeleteNamespaceRequest.$Shape;
            static create(properties?: prism.v1.DeleteNamespaceRequest.$Properties): prism.v1.DeleteNamespaceRequest;
            static encode(message: prism.v1.DeleteNamespaceRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.DeleteNamespaceRequest & prism.v1.DeleteNamespaceRequest.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.DeleteNamespaceRequest;
            static toObject(message: prism.v1.DeleteNamespaceRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace DeleteNamespaceRequest {
            interface $Properties {
                name?: (string|null);
                etag?: (string|null);
                force?: (boolean|null);
                validateOnly?: (boolean|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.DeleteNamespaceRequest.$Properties;
        }

        interface IDeleteNamespaceResponse extends prism.v1.DeleteNamespaceResponse.$Properties {
        }

        class DeleteNamespaceResponse {
            constructor(properties?: prism.v1.DeleteNamespaceResponse.$Properties);
            $unknowns?: Uint8Array[];
            namespace?: (prism.v1.Namespace.$Properties|null);
            static create(properties: prism.v1.DeleteNamespaceResponse.$Shape): prism.v1.DeleteNamespaceResponse & prism.v1.DeleteNamespaceResponse.$Shape;
            static create(properties?: prism.v1.DeleteNamespaceResponse.$Properties): prism.v1.DeleteNamespaceResponse;
            static encode(message: prism.v1.DeleteNamespaceResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.DeleteNamespaceResponse & prism.v1.DeleteNamespaceResponse.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.DeleteNamespaceResponse;
            static toObject(message: prism.v1.DeleteNamespaceResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace DeleteNamespaceResponse {
            interface $Properties {
                namespace?: (prism.v1.Namespace.$Properties|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.DeleteNamespaceResponse.$Properties;
        }

        interface IListNamespaceChangesRequest extends prism.v1.ListNamespaceChangesRequest.$Properties {
        }

        class ListNamespaceChangesRequest {
            constructor(properties?: prism.v1.ListNamespaceChangesRequest.$Properties);
            $unknowns?: Uint8Array[];
            name: string;
            count: number;
            static create(properties: prism.v1.ListNamespaceChangesRequest.$Shape): prism.v1.ListNamespaceChangesRequest & prism.v1.ListNamespaceChangesRequest.$Shape;
            static create(properties?: prism.v1.ListNamespaceChangesRequest.$Properties): prism.v1.ListNamespaceChangesRequest;
            static encode(message: prism.v1.ListNamespaceChangesRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.ListNamespaceChangesRequest & prism.v1.ListNamespaceChangesRequest.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.ListNamespaceChangesRequest;
            static toObject(message: prism.v1.ListNamespaceChangesRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace ListNamespaceChangesRequest {
            interface $Properties {
                name?: (string|null);
                count?: (number|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.ListNamespaceChangesRequest.$Properties;
        }

        interface IListNamespaceChangesResponse extends prism.v1.ListNamespaceChangesResponse.$Properties {
        }

        class ListNamespaceChangesResponse {
            constructor(properties?: prism.v1.ListNamespaceChangesResponse.$Properties);
            $unknowns?: Uint8Array[];
            changes: prism.v1.NamespaceChange.$Properties[];
            static create(properties: prism.v1.ListNamespaceChangesResponse.$Shape): prism.v1.ListNamespaceChangesResponse & prism.v1.ListNamespaceChangesResponse.$Shape;
            static create(properties?: prism.v1.ListNamespaceChangesResponse.$Properties): prism.v1.ListNamespaceChangesResponse;
            static encode(message: prism.v1.ListNamespaceChangesResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.ListNamespaceChangesResponse & prism.v1.ListNamespaceChangesResponse.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.ListNamespaceChangesResponse;
            static toObject(message: prism.v1.ListNamespaceChangesResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace ListNamespaceChangesResponse {
            interface $Properties {
                changes?: (prism.v1.NamespaceChange.$Properties[]|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.ListNamespaceChangesResponse.$Properties;
        }

        interface INamespaceChange extends prism.v1.NamespaceChange.$Properties {
        }

        class NamespaceChange {
            constructor(properties?: prism.v1.NamespaceChange.$Properties);
            $unknowns?: Uint8Array[];
            time: string;
            principal: string;
            door: string;
            kind: prism.v1.NamespaceChange.Kind;
            revision: number;
            namespace?: (prism.v1.Namespace.$Properties|null);
            static create(properties: prism.v1.NamespaceChange.$Shape): prism.v1.NamespaceChange & prism.v1.NamespaceChange.$Shape;
            static create(properties?: prism.v1.NamespaceChange.$Properties): prism.v1.NamespaceChange;
            static encode(message: prism.v1.NamespaceChange.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.NamespaceChange & prism.v1.NamespaceChange.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.NamespaceChange;
            static toObject(message: prism.v1.NamespaceChange, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace NamespaceChange {
            interface $Properties {
                time?: (string|null);
                principal?: (string|null);
                door?: (string|null);
                kind?: (prism.v1.NamespaceChange.Kind|null);
                revision?: (number|null);
                namespace?: (prism.v1.Namespace.$Properties|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.NamespaceChange.$Properties;

            enum Kind {
                KIND_UNSPECIFIED = 0,
                CREATE = 1,
                UPDATE = 2,
                DELETE = 3
            }
        }
    }
}
