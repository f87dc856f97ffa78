// Generated from proto/prism/v1/*.proto by `npm run generate`. Do not edit.
import type { DescriptorTable } from "../json/descriptor-table.ts";

export const descriptors: DescriptorTable = {
  messages: {
    "prism.v1.Error": {
      comment: "What a caller is told when a call does not succeed; the same through every door.",
      fields: [
        {"number":1,"name":"code","jsonName":"code","kind":"uint32","label":"implicit","comment":"One of the 16 gRPC status codes."},
        {"number":2,"name":"reason","jsonName":"reason","kind":"string","label":"implicit","comment":"Stable and machine-readable, UPPER_SNAKE, for example VERSION_MISMATCH."},
        {"number":3,"name":"message","jsonName":"message","kind":"string","label":"implicit","comment":"One sentence for a person."},
        {"number":4,"name":"retry_after_ms","jsonName":"retryAfterMs","kind":"uint32","label":"implicit","comment":"Milliseconds after which trying again makes sense; 0 = no hint."},
        {"number":5,"name":"metadata","jsonName":"metadata","kind":"string","label":"map","mapKey":"string","comment":"Further facts by name, for example `field` or `current_version`."},
      ],
    },
    "prism.v1.Request": {
      comment: "The payload of one TCP or WebSocket frame to the gateway. Every call message carries the namespace as its field 1.",
      fields: [
        {"number":1,"name":"id","jsonName":"id","kind":"uint32","label":"implicit","comment":"Chosen by the client; the answer carries it back."},
        {"number":2,"name":"timeout_ms","jsonName":"timeoutMs","kind":"uint32","label":"implicit","comment":"Milliseconds the caller will wait, from the frame's arrival; 0 = no deadline."},
        {"number":3,"name":"idempotency_key","jsonName":"idempotencyKey","kind":"string","label":"implicit","comment":"1 to 128 bytes; a write that repeats one gets the first write's answer."},
        {"number":4,"name":"traceparent","jsonName":"traceparent","kind":"string","label":"implicit","comment":"W3C Trace Context."},
        {"number":5,"name":"authorization","jsonName":"authorization","kind":"string","label":"implicit","comment":"Credentials; on the first request of a connection is enough."},
        {"number":6,"name":"tracestate","jsonName":"tracestate","kind":"string","label":"implicit","comment":"W3C Trace Context, beside traceparent."},
        {"number":16,"name":"kv_get","jsonName":"kvGet","kind":"message","type":"prism.v1.GetRequest","label":"optional","oneof":"call"},
        {"number":17,"name":"kv_put","jsonName":"kvPut","kind":"message","type":"prism.v1.PutRequest","label":"optional","oneof":"call"},
        {"number":18,"name":"kv_delete","jsonName":"kvDelete","kind":"message","type":"prism.v1.DeleteRequest","label":"optional","oneof":"call"},
        {"number":19,"name":"kv_scan","jsonName":"kvScan","kind":"message","type":"prism.v1.ScanRequest","label":"optional","oneof":"call"},
        {"number":20,"name":"kv_batch_get","jsonName":"kvBatchGet","kind":"message","type":"prism.v1.BatchGetRequest","label":"optional","oneof":"call"},
        {"number":21,"name":"kv_batch_put","jsonName":"kvBatchPut","kind":"message","type":"prism.v1.BatchPutRequest","label":"optional","oneof":"call"},
        {"number":22,"name":"kv_batch_delete","jsonName":"kvBatchDelete","kind":"message","type":"prism.v1.BatchDeleteRequest","label":"optional","oneof":"call"},
        {"number":23,"name":"kv_exists","jsonName":"kvExists","kind":"message","type":"prism.v1.ExistsRequest","label":"optional","oneof":"call"},
        {"number":24,"name":"kv_increment","jsonName":"kvIncrement","kind":"message","type":"prism.v1.IncrementRequest","label":"optional","oneof":"call"},
        {"number":25,"name":"kv_transact","jsonName":"kvTransact","kind":"message","type":"prism.v1.TransactRequest","label":"optional","oneof":"call"},
        {"number":26,"name":"kv_begin_upload","jsonName":"kvBeginUpload","kind":"message","type":"prism.v1.BeginUploadRequest","label":"optional","oneof":"call"},
        {"number":27,"name":"kv_upload_chunk","jsonName":"kvUploadChunk","kind":"message","type":"prism.v1.UploadChunkRequest","label":"optional","oneof":"call"},
        {"number":28,"name":"kv_commit_upload","jsonName":"kvCommitUpload","kind":"message","type":"prism.v1.CommitUploadRequest","label":"optional","oneof":"call"},
        {"number":29,"name":"kv_abort_upload","jsonName":"kvAbortUpload","kind":"message","type":"prism.v1.AbortUploadRequest","label":"optional","oneof":"call"},
        {"number":30,"name":"kv_open_download","jsonName":"kvOpenDownload","kind":"message","type":"prism.v1.OpenDownloadRequest","label":"optional","oneof":"call"},
        {"number":31,"name":"kv_download_chunk","jsonName":"kvDownloadChunk","kind":"message","type":"prism.v1.DownloadChunkRequest","label":"optional","oneof":"call"},
        {"number":32,"name":"stream_publish","jsonName":"streamPublish","kind":"message","type":"prism.v1.PublishRequest","label":"optional","oneof":"call"},
        {"number":33,"name":"stream_batch_publish","jsonName":"streamBatchPublish","kind":"message","type":"prism.v1.BatchPublishRequest","label":"optional","oneof":"call"},
        {"number":34,"name":"stream_fetch","jsonName":"streamFetch","kind":"message","type":"prism.v1.FetchRequest","label":"optional","oneof":"call"},
        {"number":35,"name":"stream_ack","jsonName":"streamAck","kind":"message","type":"prism.v1.AckRequest","label":"optional","oneof":"call"},
        {"number":36,"name":"stream_nack","jsonName":"streamNack","kind":"message","type":"prism.v1.NackRequest","label":"optional","oneof":"call"},
        {"number":37,"name":"stream_extend","jsonName":"streamExtend","kind":"message","type":"prism.v1.ExtendRequest","label":"optional","oneof":"call"},
        {"number":38,"name":"stream_subscribe","jsonName":"streamSubscribe","kind":"message","type":"prism.v1.SubscribeRequest","label":"optional","oneof":"call"},
        {"number":39,"name":"stream_credit","jsonName":"streamCredit","kind":"message","type":"prism.v1.CreditRequest","label":"optional","oneof":"call"},
        {"number":40,"name":"stream_leave","jsonName":"streamLeave","kind":"message","type":"prism.v1.LeaveRequest","label":"optional","oneof":"call"},
        {"number":41,"name":"stream_lag","jsonName":"streamLag","kind":"message","type":"prism.v1.LagRequest","label":"optional","oneof":"call"},
        {"number":42,"name":"stream_seek","jsonName":"streamSeek","kind":"message","type":"prism.v1.SeekRequest","label":"optional","oneof":"call"},
        {"number":43,"name":"stream_list_dead_letters","jsonName":"streamListDeadLetters","kind":"message","type":"prism.v1.ListDeadLettersRequest","label":"optional","oneof":"call"},
        {"number":44,"name":"stream_replay_dead_letters","jsonName":"streamReplayDeadLetters","kind":"message","type":"prism.v1.ReplayDeadLettersRequest","label":"optional","oneof":"call"},
        {"number":45,"name":"stream_remove_dead_letters","jsonName":"streamRemoveDeadLetters","kind":"message","type":"prism.v1.RemoveDeadLettersRequest","label":"optional","oneof":"call"},
        {"number":46,"name":"stream_list_groups","jsonName":"streamListGroups","kind":"message","type":"prism.v1.ListGroupsRequest","label":"optional","oneof":"call"},
        {"number":47,"name":"stream_drop_group","jsonName":"streamDropGroup","kind":"message","type":"prism.v1.DropGroupRequest","label":"optional","oneof":"call"},
      ],
    },
    "prism.v1.MissedLevels": {
      comment: "The payload of one frame from the gateway. Answers may come in any order. The levels of service that a namespace misses, the worst ones.",
      fields: [
        {"number":1,"name":"missed","jsonName":"missed","kind":"message","type":"prism.v1.MissedLevel","label":"repeated"},
      ],
    },
    "prism.v1.MissedLevel": {
      fields: [
        {"number":1,"name":"level","jsonName":"level","kind":"string","label":"implicit","comment":"As in the namespace's needs, for example readP99Ms."},
        {"number":2,"name":"target","jsonName":"target","kind":"double","label":"implicit","comment":"In the level's unit: milliseconds, calls a second, or a ratio."},
        {"number":3,"name":"current","jsonName":"current","kind":"double","label":"implicit"},
      ],
    },
    "prism.v1.Response": {
      fields: [
        {"number":1,"name":"id","jsonName":"id","kind":"uint32","label":"implicit"},
        {"number":2,"name":"more","jsonName":"more","kind":"bool","label":"implicit","comment":"Another answer to this id follows."},
        {"number":3,"name":"error","jsonName":"error","kind":"message","type":"prism.v1.Error","label":"optional","oneof":"result"},
        {"number":4,"name":"queue_us","jsonName":"queueUs","kind":"uint32","label":"implicit","comment":"Microseconds that the request waited for a worker, and that its store took. Told to the gateway's HTTP door alone, which passes them on as Server-Timing; over TCP and WebSocket they are absent."},
        {"number":5,"name":"backend_us","jsonName":"backendUs","kind":"uint32","label":"implicit"},
        {"number":6,"name":"missed_levels","jsonName":"missedLevels","kind":"message","type":"prism.v1.MissedLevels","label":"optional","comment":"The namespace misses levels of service that it declares, now: whoever can wait, or ask for less, should. Absent when all are met. Over gRPC and HTTP the header Prism-Missed-Levels says the same."},
        {"number":16,"name":"kv_get","jsonName":"kvGet","kind":"message","type":"prism.v1.GetResponse","label":"optional","oneof":"result"},
        {"number":17,"name":"kv_put","jsonName":"kvPut","kind":"message","type":"prism.v1.PutResponse","label":"optional","oneof":"result"},
        {"number":18,"name":"kv_delete","jsonName":"kvDelete","kind":"message","type":"prism.v1.DeleteResponse","label":"optional","oneof":"result"},
        {"number":19,"name":"kv_scan","jsonName":"kvScan","kind":"message","type":"prism.v1.ScanResponse","label":"optional","oneof":"result"},
        {"number":20,"name":"kv_batch_get","jsonName":"kvBatchGet","kind":"message","type":"prism.v1.BatchGetResponse","label":"optional","oneof":"result"},
        {"number":21,"name":"kv_batch_put","jsonName":"kvBatchPut","kind":"message","type":"prism.v1.BatchPutResponse","label":"optional","oneof":"result"},
        {"number":22,"name":"kv_batch_delete","jsonName":"kvBatchDelete","kind":"message","type":"prism.v1.BatchDeleteResponse","label":"optional","oneof":"result"},
        {"number":23,"name":"kv_exists","jsonName":"kvExists","kind":"message","type":"prism.v1.ExistsResponse","label":"optional","oneof":"result"},
        {"number":24,"name":"kv_increment","jsonName":"kvIncrement","kind":"message","type":"prism.v1.IncrementResponse","label":"optional","oneof":"result"},
        {"number":25,"name":"kv_transact","jsonName":"kvTransact","kind":"message","type":"prism.v1.TransactResponse","label":"optional","oneof":"result"},
        {"number":26,"name":"kv_begin_upload","jsonName":"kvBeginUpload","kind":"message","type":"prism.v1.BeginUploadResponse","label":"optional","oneof":"result"},
        {"number":27,"name":"kv_upload_chunk","jsonName":"kvUploadChunk","kind":"message","type":"prism.v1.UploadChunkResponse","label":"optional","oneof":"result"},
        {"number":28,"name":"kv_commit_upload","jsonName":"kvCommitUpload","kind":"message","type":"prism.v1.CommitUploadResponse","label":"optional","oneof":"result"},
        {"number":29,"name":"kv_abort_upload","jsonName":"kvAbortUpload","kind":"message","type":"prism.v1.AbortUploadResponse","label":"optional","oneof":"result"},
        {"number":30,"name":"kv_open_download","jsonName":"kvOpenDownload","kind":"message","type":"prism.v1.OpenDownloadResponse","label":"optional","oneof":"result"},
        {"number":31,"name":"kv_download_chunk","jsonName":"kvDownloadChunk","kind":"message","type":"prism.v1.DownloadChunkResponse","label":"optional","oneof":"result"},
        {"number":32,"name":"stream_publish","jsonName":"streamPublish","kind":"message","type":"prism.v1.PublishResponse","label":"optional","oneof":"result"},
        {"number":33,"name":"stream_batch_publish","jsonName":"streamBatchPublish","kind":"message","type":"prism.v1.BatchPublishResponse","label":"optional","oneof":"result"},
        {"number":34,"name":"stream_fetch","jsonName":"streamFetch","kind":"message","type":"prism.v1.FetchResponse","label":"optional","oneof":"result"},
        {"number":35,"name":"stream_ack","jsonName":"streamAck","kind":"message","type":"prism.v1.SettleResponse","label":"optional","oneof":"result"},
        {"number":36,"name":"stream_nack","jsonName":"streamNack","kind":"message","type":"prism.v1.SettleResponse","label":"optional","oneof":"result"},
        {"number":37,"name":"stream_extend","jsonName":"streamExtend","kind":"message","type":"prism.v1.SettleResponse","label":"optional","oneof":"result"},
        {"number":38,"name":"stream_subscribe","jsonName":"streamSubscribe","kind":"message","type":"prism.v1.SubscribeResponse","label":"optional","oneof":"result"},
        {"number":39,"name":"stream_credit","jsonName":"streamCredit","kind":"message","type":"prism.v1.CreditResponse","label":"optional","oneof":"result"},
        {"number":40,"name":"stream_leave","jsonName":"streamLeave","kind":"message","type":"prism.v1.LeaveResponse","label":"optional","oneof":"result"},
        {"number":41,"name":"stream_lag","jsonName":"streamLag","kind":"message","type":"prism.v1.LagResponse","label":"optional","oneof":"result"},
        {"number":42,"name":"stream_seek","jsonName":"streamSeek","kind":"message","type":"prism.v1.SeekResponse","label":"optional","oneof":"result"},
        {"number":43,"name":"stream_list_dead_letters","jsonName":"streamListDeadLetters","kind":"message","type":"prism.v1.ListDeadLettersResponse","label":"optional","oneof":"result"},
        {"number":44,"name":"stream_replay_dead_letters","jsonName":"streamReplayDeadLetters","kind":"message","type":"prism.v1.ReplayDeadLettersResponse","label":"optional","oneof":"result"},
        {"number":45,"name":"stream_remove_dead_letters","jsonName":"streamRemoveDeadLetters","kind":"message","type":"prism.v1.RemoveDeadLettersResponse","label":"optional","oneof":"result"},
        {"number":46,"name":"stream_list_groups","jsonName":"streamListGroups","kind":"message","type":"prism.v1.ListGroupsResponse","label":"optional","oneof":"result"},
        {"number":47,"name":"stream_drop_group","jsonName":"streamDropGroup","kind":"message","type":"prism.v1.DropGroupResponse","label":"optional","oneof":"result"},
      ],
    },
    "prism.v1.GetRequest": {
      fields: [
        {"number":1,"name":"namespace","jsonName":"namespace","kind":"string","label":"implicit"},
        {"number":2,"name":"key","jsonName":"key","kind":"string","label":"implicit"},
      ],
    },
    "prism.v1.GetResponse": {
      fields: [
        {"number":1,"name":"found","jsonName":"found","kind":"bool","label":"implicit"},
        {"number":2,"name":"value","jsonName":"value","kind":"bytes","label":"implicit"},
        {"number":3,"name":"version","jsonName":"version","kind":"uint64","label":"implicit"},
        {"number":4,"name":"expires_at_ms","jsonName":"expiresAtMs","kind":"uint64","label":"implicit","comment":"Milliseconds since the Unix epoch; 0 = never."},
      ],
    },
    "prism.v1.PutRequest": {
      fields: [
        {"number":1,"name":"namespace","jsonName":"namespace","kind":"string","label":"implicit"},
        {"number":2,"name":"key","jsonName":"key","kind":"string","label":"implicit"},
        {"number":3,"name":"value","jsonName":"value","kind":"bytes","label":"implicit"},
        {"number":4,"name":"ttl_ms","jsonName":"ttlMs","kind":"uint64","label":"implicit","comment":"Milliseconds from now until the item is gone; 0 = never."},
        {"number":5,"name":"if_version","jsonName":"ifVersion","kind":"uint64","label":"optional","comment":"Write only if the item has this version; 0 = only if there is none."},
      ],
    },
    "prism.v1.PutResponse": {
      fields: [
        {"number":1,"name":"version","jsonName":"version","kind":"uint64","label":"implicit"},
        {"number":2,"name":"replayed","jsonName":"replayed","kind":"bool","label":"implicit","comment":"The idempotency key was seen before: this is the first write's answer and nothing was written now."},
      ],
    },
    "prism.v1.DeleteRequest": {
      fields: [
        {"number":1,"name":"namespace","jsonName":"namespace","kind":"string","label":"implicit"},
        {"number":2,"name":"key","jsonName":"key","kind":"string","label":"implicit"},
        {"number":3,"name":"if_version","jsonName":"ifVersion","kind":"uint64","label":"optional"},
      ],
    },
    "prism.v1.DeleteResponse": {
      fields: [
        {"number":1,"name":"deleted","jsonName":"deleted","kind":"bool","label":"implicit","comment":"Whether there was an item to delete."},
        {"number":2,"name":"replayed","jsonName":"replayed","kind":"bool","label":"implicit"},
      ],
    },
    "prism.v1.ScanRequest": {
      fields: [
        {"number":1,"name":"namespace","jsonName":"namespace","kind":"string","label":"implicit"},
        {"number":2,"name":"prefix","jsonName":"prefix","kind":"string","label":"implicit","comment":"Only keys that begin with this."},
        {"number":3,"name":"start","jsonName":"start","kind":"string","label":"implicit","comment":"Only keys at or after this one."},
        {"number":4,"name":"end","jsonName":"end","kind":"string","label":"implicit","comment":"Only keys before this one."},
        {"number":5,"name":"page_size","jsonName":"pageSize","kind":"uint32","label":"implicit","comment":"Items on a page; 0 = 100, at most 10000. A page may hold fewer, and end early by bytes."},
        {"number":6,"name":"page_token","jsonName":"pageToken","kind":"string","label":"implicit","comment":"From the page before; only good for the same namespace, prefix, start, end and keys_only."},
        {"number":7,"name":"keys_only","jsonName":"keysOnly","kind":"bool","label":"implicit"},
      ],
    },
    "prism.v1.Item": {
      fields: [
        {"number":1,"name":"key","jsonName":"key","kind":"string","label":"implicit"},
        {"number":2,"name":"value","jsonName":"value","kind":"bytes","label":"implicit"},
        {"number":3,"name":"version","jsonName":"version","kind":"uint64","label":"implicit"},
        {"number":4,"name":"expires_at_ms","jsonName":"expiresAtMs","kind":"uint64","label":"implicit"},
        {"number":5,"name":"large_bytes","jsonName":"largeBytes","kind":"uint64","label":"implicit","comment":"Of a value that is kept in chunks: its size; `value` is empty then, and is read with a download. 0 = it is not."},
      ],
    },
    "prism.v1.ScanResponse": {
      fields: [
        {"number":1,"name":"items","jsonName":"items","kind":"message","type":"prism.v1.Item","label":"repeated"},
        {"number":2,"name":"next_page_token","jsonName":"nextPageToken","kind":"string","label":"implicit","comment":"Empty on the last page."},
        {"number":15,"name":"missed_levels","jsonName":"missedLevels","kind":"string","label":"implicit","comment":"ScanStream alone: the levels of service that the namespace misses now, as the metadata prism-missed-levels has them."},
      ],
    },
    "prism.v1.BatchGetRequest": {
      fields: [
        {"number":1,"name":"namespace","jsonName":"namespace","kind":"string","label":"implicit"},
        {"number":2,"name":"keys","jsonName":"keys","kind":"string","label":"repeated","comment":"At most 1000."},
      ],
    },
    "prism.v1.BatchGetResponse": {
      fields: [
        {"number":1,"name":"results","jsonName":"results","kind":"message","type":"prism.v1.BatchGetResult","label":"repeated"},
      ],
    },
    "prism.v1.BatchGetResult": {
      fields: [
        {"number":1,"name":"found","jsonName":"found","kind":"bool","label":"implicit"},
        {"number":2,"name":"value","jsonName":"value","kind":"bytes","label":"implicit"},
        {"number":3,"name":"version","jsonName":"version","kind":"uint64","label":"implicit"},
        {"number":4,"name":"expires_at_ms","jsonName":"expiresAtMs","kind":"uint64","label":"implicit"},
        {"number":5,"name":"error","jsonName":"error","kind":"message","type":"prism.v1.Error","label":"optional","comment":"Set when this item could not be read."},
      ],
    },
    "prism.v1.BatchPutRequest": {
      fields: [
        {"number":1,"name":"namespace","jsonName":"namespace","kind":"string","label":"implicit"},
        {"number":2,"name":"items","jsonName":"items","kind":"message","type":"prism.v1.BatchPutItem","label":"repeated","comment":"At most 1000."},
      ],
    },
    "prism.v1.BatchPutItem": {
      fields: [
        {"number":1,"name":"key","jsonName":"key","kind":"string","label":"implicit"},
        {"number":2,"name":"value","jsonName":"value","kind":"bytes","label":"implicit"},
        {"number":3,"name":"ttl_ms","jsonName":"ttlMs","kind":"uint64","label":"implicit"},
        {"number":4,"name":"if_version","jsonName":"ifVersion","kind":"uint64","label":"optional"},
      ],
    },
    "prism.v1.BatchPutResponse": {
      fields: [
        {"number":1,"name":"results","jsonName":"results","kind":"message","type":"prism.v1.BatchPutResult","label":"repeated"},
        {"number":2,"name":"replayed","jsonName":"replayed","kind":"bool","label":"implicit"},
      ],
    },
    "prism.v1.BatchPutResult": {
      fields: [
        {"number":1,"name":"version","jsonName":"version","kind":"uint64","label":"implicit"},
        {"number":2,"name":"error","jsonName":"error","kind":"message","type":"prism.v1.Error","label":"optional"},
      ],
    },
    "prism.v1.BatchDeleteRequest": {
      fields: [
        {"number":1,"name":"namespace","jsonName":"namespace","kind":"string","label":"implicit"},
        {"number":2,"name":"items","jsonName":"items","kind":"message","type":"prism.v1.BatchDeleteItem","label":"repeated","comment":"At most 1000."},
      ],
    },
    "prism.v1.BatchDeleteItem": {
      fields: [
        {"number":1,"name":"key","jsonName":"key","kind":"string","label":"implicit"},
        {"number":2,"name":"if_version","jsonName":"ifVersion","kind":"uint64","label":"optional"},
      ],
    },
    "prism.v1.BatchDeleteResponse": {
      fields: [
        {"number":1,"name":"results","jsonName":"results","kind":"message","type":"prism.v1.BatchDeleteResult","label":"repeated"},
        {"number":2,"name":"replayed","jsonName":"replayed","kind":"bool","label":"implicit"},
      ],
    },
    "prism.v1.BatchDeleteResult": {
      fields: [
        {"number":1,"name":"deleted","jsonName":"deleted","kind":"bool","label":"implicit"},
        {"number":2,"name":"error","jsonName":"error","kind":"message","type":"prism.v1.Error","label":"optional"},
      ],
    },
    "prism.v1.ExistsRequest": {
      fields: [
        {"number":1,"name":"namespace","jsonName":"namespace","kind":"string","label":"implicit"},
        {"number":2,"name":"key","jsonName":"key","kind":"string","label":"implicit"},
      ],
    },
    "prism.v1.ExistsResponse": {
      fields: [
        {"number":1,"name":"exists","jsonName":"exists","kind":"bool","label":"implicit"},
        {"number":2,"name":"version","jsonName":"version","kind":"uint64","label":"implicit"},
      ],
    },
    "prism.v1.IncrementRequest": {
      fields: [
        {"number":1,"name":"namespace","jsonName":"namespace","kind":"string","label":"implicit"},
        {"number":2,"name":"key","jsonName":"key","kind":"string","label":"implicit"},
        {"number":3,"name":"delta","jsonName":"delta","kind":"sint64","label":"implicit","comment":"May be negative. The sum stays within 64 bits, or nothing is done: FAILED_PRECONDITION, COUNTER_OVERFLOW."},
        {"number":4,"name":"ttl_ms","jsonName":"ttlMs","kind":"uint64","label":"implicit","comment":"Milliseconds from now until the item is gone; 0 = a counter that is there keeps its end, a new one has none."},
        {"number":5,"name":"if_version","jsonName":"ifVersion","kind":"uint64","label":"optional","comment":"Add only if the item has this version; 0 = only if there is none."},
      ],
    },
    "prism.v1.IncrementResponse": {
      fields: [
        {"number":1,"name":"value","jsonName":"value","kind":"sint64","label":"implicit","comment":"The sum."},
        {"number":2,"name":"version","jsonName":"version","kind":"uint64","label":"implicit"},
        {"number":3,"name":"replayed","jsonName":"replayed","kind":"bool","label":"implicit","comment":"The idempotency key was seen before: this is the first call's answer and nothing was added now."},
      ],
    },
    "prism.v1.TransactRequest": {
      fields: [
        {"number":1,"name":"namespace","jsonName":"namespace","kind":"string","label":"implicit"},
        {"number":2,"name":"operations","jsonName":"operations","kind":"message","type":"prism.v1.TransactOperation","label":"repeated","comment":"At most 1000, each of another key."},
      ],
    },
    "prism.v1.TransactOperation": {
      fields: [
        {"number":1,"name":"check","jsonName":"check","kind":"message","type":"prism.v1.TransactCheck","label":"optional","oneof":"operation","comment":"Nothing is written; only the condition is looked at."},
        {"number":2,"name":"put","jsonName":"put","kind":"message","type":"prism.v1.BatchPutItem","label":"optional","oneof":"operation"},
        {"number":3,"name":"delete","jsonName":"delete","kind":"message","type":"prism.v1.BatchDeleteItem","label":"optional","oneof":"operation"},
        {"number":4,"name":"increment","jsonName":"increment","kind":"message","type":"prism.v1.TransactIncrement","label":"optional","oneof":"operation"},
      ],
    },
    "prism.v1.TransactCheck": {
      fields: [
        {"number":1,"name":"key","jsonName":"key","kind":"string","label":"implicit"},
        {"number":2,"name":"if_version","jsonName":"ifVersion","kind":"uint64","label":"implicit","comment":"The version that the item must have; 0 = there must be none."},
      ],
    },
    "prism.v1.TransactIncrement": {
      fields: [
        {"number":1,"name":"key","jsonName":"key","kind":"string","label":"implicit"},
        {"number":2,"name":"delta","jsonName":"delta","kind":"sint64","label":"implicit"},
        {"number":3,"name":"ttl_ms","jsonName":"ttlMs","kind":"uint64","label":"implicit"},
        {"number":4,"name":"if_version","jsonName":"ifVersion","kind":"uint64","label":"optional"},
      ],
    },
    "prism.v1.TransactResponse": {
      comment: "All was done. Otherwise the call fails, for example with FAILED_PRECONDITION, VERSION_MISMATCH, and its metadata names the operation, as `field` operations[2].check.if_version.",
      fields: [
        {"number":1,"name":"results","jsonName":"results","kind":"message","type":"prism.v1.TransactResult","label":"repeated","comment":"One per operation, in order."},
        {"number":2,"name":"replayed","jsonName":"replayed","kind":"bool","label":"implicit"},
      ],
    },
    "prism.v1.TransactResult": {
      fields: [
        {"number":1,"name":"version","jsonName":"version","kind":"uint64","label":"implicit","comment":"Of the item that was put or added to."},
        {"number":2,"name":"deleted","jsonName":"deleted","kind":"bool","label":"implicit","comment":"Whether there was an item to delete."},
        {"number":3,"name":"value","jsonName":"value","kind":"sint64","label":"implicit","comment":"The sum."},
      ],
    },
    "prism.v1.BeginUploadRequest": {
      fields: [
        {"number":1,"name":"namespace","jsonName":"namespace","kind":"string","label":"implicit"},
        {"number":2,"name":"key","jsonName":"key","kind":"string","label":"implicit"},
        {"number":5,"name":"encoding","jsonName":"encoding","kind":"string","label":"implicit","comment":"How the value is to be kept: \"identity\", \"gzip\" or \"zstd\". Empty: as the gateway likes, which may compress by itself where the namespace says so."},
        {"number":7,"name":"ttl_ms","jsonName":"ttlMs","kind":"uint64","label":"implicit","comment":"Milliseconds from the commit until the item is gone; 0 = never."},
        {"number":8,"name":"if_version","jsonName":"ifVersion","kind":"uint64","label":"optional","comment":"Commit only if the item has this version then; 0 = only if there is none. It is looked at now, too."},
        {"number":9,"name":"size","jsonName":"size","kind":"uint64","label":"implicit","comment":"Bytes of the whole value, if they are known: what is too large is refused at once, and what has another size in the end is not committed. 0 = not known."},
      ],
    },
    "prism.v1.BeginUploadResponse": {
      fields: [
        {"number":1,"name":"upload_id","jsonName":"uploadId","kind":"string","label":"implicit"},
        {"number":2,"name":"chunk_bytes","jsonName":"chunkBytes","kind":"uint32","label":"implicit","comment":"Bytes of every chunk but the last, before any encoding; the last one has 1 to as many. 524288, or less where the store takes less in one item."},
        {"number":3,"name":"encoding","jsonName":"encoding","kind":"string","label":"implicit","comment":"How its chunks may be sent without being encoded anew: as was asked, or \"identity\". The gateway may compress those."},
        {"number":4,"name":"window","jsonName":"window","kind":"uint32","label":"implicit","comment":"As many chunks may be sent before one of them is answered."},
        {"number":5,"name":"expires_at_ms","jsonName":"expiresAtMs","kind":"uint64","label":"implicit","comment":"When it is given up unless it is committed. Milliseconds since the Unix epoch."},
      ],
    },
    "prism.v1.UploadChunkRequest": {
      fields: [
        {"number":1,"name":"namespace","jsonName":"namespace","kind":"string","label":"implicit"},
        {"number":2,"name":"key","jsonName":"key","kind":"string","label":"implicit"},
        {"number":3,"name":"upload_id","jsonName":"uploadId","kind":"string","label":"implicit"},
        {"number":4,"name":"index","jsonName":"index","kind":"uint32","label":"implicit","comment":"From 0. A chunk that is sent again takes the place of the one before."},
        {"number":5,"name":"encoding","jsonName":"encoding","kind":"string","label":"implicit","comment":"How `data` is encoded: \"identity\" (or empty), \"gzip\" or \"zstd\". Each chunk is encoded by itself."},
        {"number":6,"name":"data","jsonName":"data","kind":"bytes","label":"implicit"},
      ],
    },
    "prism.v1.UploadChunkResponse": {
      fields: [
        {"number":1,"name":"digest","jsonName":"digest","kind":"bytes","label":"implicit","comment":"SHA-256 of the chunk without its encoding."},
      ],
    },
    "prism.v1.CommitUploadRequest": {
      fields: [
        {"number":1,"name":"namespace","jsonName":"namespace","kind":"string","label":"implicit"},
        {"number":2,"name":"key","jsonName":"key","kind":"string","label":"implicit"},
        {"number":3,"name":"upload_id","jsonName":"uploadId","kind":"string","label":"implicit"},
        {"number":4,"name":"chunks","jsonName":"chunks","kind":"uint32","label":"implicit","comment":"How many chunks there are."},
        {"number":6,"name":"digest","jsonName":"digest","kind":"bytes","label":"implicit","comment":"What the digest of the value must be; empty = not looked at. It is SHA-256 over the digests of all chunks, in order."},
      ],
    },
    "prism.v1.CommitUploadResponse": {
      fields: [
        {"number":1,"name":"version","jsonName":"version","kind":"uint64","label":"implicit"},
        {"number":2,"name":"replayed","jsonName":"replayed","kind":"bool","label":"implicit","comment":"The upload had been committed before."},
        {"number":3,"name":"size","jsonName":"size","kind":"uint64","label":"implicit"},
        {"number":4,"name":"digest","jsonName":"digest","kind":"bytes","label":"implicit"},
      ],
    },
    "prism.v1.AbortUploadRequest": {
      fields: [
        {"number":1,"name":"namespace","jsonName":"namespace","kind":"string","label":"implicit"},
        {"number":2,"name":"key","jsonName":"key","kind":"string","label":"implicit"},
        {"number":3,"name":"upload_id","jsonName":"uploadId","kind":"string","label":"implicit"},
      ],
    },
    "prism.v1.AbortUploadResponse": {
      fields: [
        {"number":1,"name":"aborted","jsonName":"aborted","kind":"bool","label":"implicit","comment":"Whether there was such an upload."},
      ],
    },
    "prism.v1.OpenDownloadRequest": {
      fields: [
        {"number":1,"name":"namespace","jsonName":"namespace","kind":"string","label":"implicit"},
        {"number":2,"name":"key","jsonName":"key","kind":"string","label":"implicit"},
      ],
    },
    "prism.v1.OpenDownloadResponse": {
      fields: [
        {"number":1,"name":"found","jsonName":"found","kind":"bool","label":"implicit"},
        {"number":2,"name":"value","jsonName":"value","kind":"bytes","label":"implicit","comment":"The value, when it is not kept in chunks; all but `version` and `expires_at_ms` is empty then."},
        {"number":3,"name":"version","jsonName":"version","kind":"uint64","label":"implicit"},
        {"number":4,"name":"expires_at_ms","jsonName":"expiresAtMs","kind":"uint64","label":"implicit","comment":"Milliseconds since the Unix epoch; 0 = never."},
        {"number":5,"name":"download_id","jsonName":"downloadId","kind":"string","label":"implicit","comment":"What its chunks are asked for by; empty when it has none."},
        {"number":6,"name":"size","jsonName":"size","kind":"uint64","label":"implicit","comment":"Bytes of the value."},
        {"number":7,"name":"chunk_bytes","jsonName":"chunkBytes","kind":"uint32","label":"implicit","comment":"Bytes of every chunk but the last, before any encoding."},
        {"number":8,"name":"chunks","jsonName":"chunks","kind":"uint32","label":"implicit"},
        {"number":9,"name":"encoding","jsonName":"encoding","kind":"string","label":"implicit","comment":"How it is kept."},
        {"number":10,"name":"digest","jsonName":"digest","kind":"bytes","label":"implicit","comment":"SHA-256 over the SHA-256 of each chunk, in order."},
        {"number":11,"name":"kept_bytes","jsonName":"keptBytes","kind":"uint64","label":"implicit","comment":"Bytes of all chunks as they are kept, one behind the other; 0 when they are not all kept in `encoding`."},
      ],
    },
    "prism.v1.DownloadChunkRequest": {
      fields: [
        {"number":1,"name":"namespace","jsonName":"namespace","kind":"string","label":"implicit"},
        {"number":2,"name":"key","jsonName":"key","kind":"string","label":"implicit"},
        {"number":3,"name":"download_id","jsonName":"downloadId","kind":"string","label":"implicit"},
        {"number":4,"name":"index","jsonName":"index","kind":"uint32","label":"implicit"},
        {"number":5,"name":"accept_encodings","jsonName":"acceptEncodings","kind":"string","label":"repeated","comment":"What the caller can decode; \"identity\" always. A chunk that is kept otherwise comes decoded."},
      ],
    },
    "prism.v1.DownloadChunkResponse": {
      fields: [
        {"number":1,"name":"encoding","jsonName":"encoding","kind":"string","label":"implicit","comment":"How `data` is encoded."},
        {"number":2,"name":"data","jsonName":"data","kind":"bytes","label":"implicit"},
      ],
    },
    "prism.v1.PutStreamRequest": {
      fields: [
        {"number":1,"name":"namespace","jsonName":"namespace","kind":"string","label":"implicit","comment":"The first message names the item and says all about it; later ones have `data`, and `digest` perhaps."},
        {"number":2,"name":"key","jsonName":"key","kind":"string","label":"implicit"},
        {"number":3,"name":"data","jsonName":"data","kind":"bytes","label":"implicit","comment":"A part of the value, of any size that fits a message."},
        {"number":5,"name":"encoding","jsonName":"encoding","kind":"string","label":"implicit","comment":"How the value is to be kept when it has more than 1 MiB, as in BeginUploadRequest. `data` is never encoded."},
        {"number":7,"name":"ttl_ms","jsonName":"ttlMs","kind":"uint64","label":"implicit","comment":"Milliseconds from the end of the stream until the item is gone; 0 = never."},
        {"number":8,"name":"if_version","jsonName":"ifVersion","kind":"uint64","label":"optional","comment":"Write only if the item has this version then; 0 = only if there is none."},
        {"number":9,"name":"size","jsonName":"size","kind":"uint64","label":"implicit","comment":"Bytes of the whole value, if they are known: what is too large is refused at once, and what has another size in the end is not committed. 0 = not known."},
        {"number":10,"name":"digest","jsonName":"digest","kind":"bytes","label":"implicit","comment":"What the digest of the value must be, in any message; empty = not looked at. It is SHA-256 over the SHA-256 of each 512 KiB of the value, in order."},
      ],
    },
    "prism.v1.PutStreamResponse": {
      fields: [
        {"number":1,"name":"version","jsonName":"version","kind":"uint64","label":"implicit"},
        {"number":2,"name":"size","jsonName":"size","kind":"uint64","label":"implicit"},
        {"number":3,"name":"digest","jsonName":"digest","kind":"bytes","label":"implicit","comment":"Made as that of the request."},
        {"number":4,"name":"replayed","jsonName":"replayed","kind":"bool","label":"implicit","comment":"The idempotency key of a value of up to 1 MiB was seen before, and nothing was done now."},
      ],
    },
    "prism.v1.GetStreamRequest": {
      fields: [
        {"number":1,"name":"namespace","jsonName":"namespace","kind":"string","label":"implicit"},
        {"number":2,"name":"key","jsonName":"key","kind":"string","label":"implicit"},
        {"number":3,"name":"offset","jsonName":"offset","kind":"uint64","label":"implicit","comment":"From this byte of the value on."},
        {"number":4,"name":"length","jsonName":"length","kind":"uint64","label":"implicit","comment":"So many bytes; 0 = to the end."},
        {"number":5,"name":"accept_encodings","jsonName":"acceptEncodings","kind":"string","label":"repeated","comment":"What the caller can decode; parts come so where all of the value is asked for and they are kept so."},
      ],
    },
    "prism.v1.GetStreamResponse": {
      fields: [
        {"number":1,"name":"found","jsonName":"found","kind":"bool","label":"implicit","comment":"Of the first message, which has no data."},
        {"number":2,"name":"version","jsonName":"version","kind":"uint64","label":"implicit"},
        {"number":3,"name":"expires_at_ms","jsonName":"expiresAtMs","kind":"uint64","label":"implicit","comment":"Milliseconds since the Unix epoch; 0 = never."},
        {"number":4,"name":"size","jsonName":"size","kind":"uint64","label":"implicit","comment":"Bytes of the whole value."},
        {"number":5,"name":"digest","jsonName":"digest","kind":"bytes","label":"implicit","comment":"SHA-256 over the SHA-256 of each chunk, in order; empty of a value that is not kept in chunks."},
        {"number":6,"name":"encoding","jsonName":"encoding","kind":"string","label":"implicit","comment":"Of all others: how `data` is encoded, each part by itself."},
        {"number":7,"name":"data","jsonName":"data","kind":"bytes","label":"implicit"},
        {"number":8,"name":"chunk_bytes","jsonName":"chunkBytes","kind":"uint32","label":"implicit","comment":"Of the first: bytes of every chunk but the last, before any encoding; 0 of a value that is not kept in chunks. They are 524288 where the store takes as much in one item."},
      ],
    },
    "prism.v1.Header": {
      fields: [
        {"number":1,"name":"name","jsonName":"name","kind":"string","label":"implicit","comment":"1 to 256 bytes of UTF-8. Names may repeat and keep their order; those that begin with prism- are Prism's own."},
        {"number":2,"name":"value","jsonName":"value","kind":"bytes","label":"implicit"},
      ],
    },
    "prism.v1.Message": {
      fields: [
        {"number":1,"name":"key","jsonName":"key","kind":"string","label":"implicit","comment":"Empty = none."},
        {"number":2,"name":"value","jsonName":"value","kind":"bytes","label":"implicit"},
        {"number":3,"name":"headers","jsonName":"headers","kind":"message","type":"prism.v1.Header","label":"repeated","comment":"At most 64, of at most 64 KiB together."},
        {"number":4,"name":"idempotency_key","jsonName":"idempotencyKey","kind":"string","label":"implicit","comment":"1 to 128 bytes, of this message alone; in a batch each message has its own. With none, the call's idempotency key counts."},
      ],
    },
    "prism.v1.Delivery": {
      comment: "A message as it comes out.",
      fields: [
        {"number":1,"name":"position","jsonName":"position","kind":"string","label":"implicit"},
        {"number":2,"name":"key","jsonName":"key","kind":"string","label":"implicit"},
        {"number":3,"name":"value","jsonName":"value","kind":"bytes","label":"implicit"},
        {"number":4,"name":"headers","jsonName":"headers","kind":"message","type":"prism.v1.Header","label":"repeated"},
        {"number":5,"name":"published_ms","jsonName":"publishedMs","kind":"uint64","label":"implicit","comment":"When the store took it, milliseconds since the Unix epoch."},
        {"number":6,"name":"attempt","jsonName":"attempt","kind":"uint32","label":"implicit","comment":"Groups: the how manieth delivery to the group it is, from 1."},
        {"number":7,"name":"lease","jsonName":"lease","kind":"string","label":"implicit","comment":"Groups: stands for this delivery when it is acknowledged. Empty without a group."},
      ],
    },
    "prism.v1.StreamStart": {
      comment: "Where to begin.",
      fields: [
        {"number":1,"name":"earliest","jsonName":"earliest","kind":"bool","label":"optional","oneof":"at","comment":"With the first message that is there."},
        {"number":2,"name":"latest","jsonName":"latest","kind":"bool","label":"optional","oneof":"at","comment":"With the first one published from now on."},
        {"number":3,"name":"position","jsonName":"position","kind":"string","label":"optional","oneof":"at","comment":"With this message, or the next one that is still there."},
        {"number":4,"name":"after","jsonName":"after","kind":"string","label":"optional","oneof":"at","comment":"With the one after this message."},
        {"number":5,"name":"time_ms","jsonName":"timeMs","kind":"uint64","label":"optional","oneof":"at","comment":"With the first message that the store took at this time or later; milliseconds since the Unix epoch."},
      ],
    },
    "prism.v1.StreamFilter": {
      comment: "Which messages are wanted: those that everything said here holds for. What a group does not want counts as done.",
      fields: [
        {"number":1,"name":"key_prefix","jsonName":"keyPrefix","kind":"string","label":"implicit"},
        {"number":2,"name":"headers","jsonName":"headers","kind":"message","type":"prism.v1.Header","label":"repeated","comment":"Each must be among the message's headers. At most 16."},
      ],
    },
    "prism.v1.PublishRequest": {
      fields: [
        {"number":1,"name":"namespace","jsonName":"namespace","kind":"string","label":"implicit"},
        {"number":2,"name":"message","jsonName":"message","kind":"message","type":"prism.v1.Message","label":"optional"},
      ],
    },
    "prism.v1.PublishResponse": {
      fields: [
        {"number":1,"name":"position","jsonName":"position","kind":"string","label":"implicit"},
        {"number":2,"name":"replayed","jsonName":"replayed","kind":"bool","label":"implicit","comment":"The idempotency key was seen before: this is the first message's position and nothing was appended now."},
      ],
    },
    "prism.v1.BatchPublishRequest": {
      fields: [
        {"number":1,"name":"namespace","jsonName":"namespace","kind":"string","label":"implicit"},
        {"number":2,"name":"messages","jsonName":"messages","kind":"message","type":"prism.v1.Message","label":"repeated","comment":"At most 1000."},
      ],
    },
    "prism.v1.BatchPublishResponse": {
      fields: [
        {"number":1,"name":"results","jsonName":"results","kind":"message","type":"prism.v1.PublishResult","label":"repeated"},
      ],
    },
    "prism.v1.PublishResult": {
      fields: [
        {"number":1,"name":"position","jsonName":"position","kind":"string","label":"implicit"},
        {"number":2,"name":"replayed","jsonName":"replayed","kind":"bool","label":"implicit"},
        {"number":3,"name":"error","jsonName":"error","kind":"message","type":"prism.v1.Error","label":"optional"},
      ],
    },
    "prism.v1.FetchRequest": {
      fields: [
        {"number":1,"name":"namespace","jsonName":"namespace","kind":"string","label":"implicit"},
        {"number":2,"name":"group","jsonName":"group","kind":"string","label":"implicit","comment":"The consumers of a group share the messages, and have each acknowledged. Empty = read alone, and acknowledge nothing."},
        {"number":3,"name":"consumer","jsonName":"consumer","kind":"string","label":"implicit","comment":"Groups: who of it fetches; each consumer of a group has a name of its own. Empty = the gateway makes one up."},
        {"number":4,"name":"subscription","jsonName":"subscription","kind":"string","label":"implicit","comment":"Chosen by whoever fetches again and again, so that the gateway keeps the place open in between; 0 to 64 bytes."},
        {"number":5,"name":"start","jsonName":"start","kind":"message","type":"prism.v1.StreamStart","label":"optional","comment":"A group begins here when it is new; absent = earliest. Without a group absent = latest, unless `subscription` goes on."},
        {"number":6,"name":"max_messages","jsonName":"maxMessages","kind":"uint32","label":"implicit","comment":"0 = 100, at most 1000."},
        {"number":7,"name":"max_bytes","jsonName":"maxBytes","kind":"uint32","label":"implicit","comment":"Keys, values and headers together; there is one message, however large, if any. 0 = 1 MiB, at most 2 MiB."},
        {"number":8,"name":"wait_ms","jsonName":"waitMs","kind":"uint32","label":"implicit","comment":"How long to wait while there is nothing; at most 60000. 0 = not at all."},
        {"number":9,"name":"filter","jsonName":"filter","kind":"message","type":"prism.v1.StreamFilter","label":"optional"},
        {"number":10,"name":"ack_timeout_ms","jsonName":"ackTimeoutMs","kind":"uint64","label":"implicit","comment":"Groups: how long a message is leased before it is delivered again; 0 = as the namespace declares."},
      ],
    },
    "prism.v1.FetchResponse": {
      fields: [
        {"number":1,"name":"deliveries","jsonName":"deliveries","kind":"message","type":"prism.v1.Delivery","label":"repeated"},
        {"number":2,"name":"next_position","jsonName":"nextPosition","kind":"string","label":"implicit","comment":"Without a group: the next fetch's `start.after`, also when there was nothing."},
        {"number":3,"name":"consumer","jsonName":"consumer","kind":"string","label":"implicit","comment":"Groups: the consumer's name."},
      ],
    },
    "prism.v1.SubscribeRequest": {
      comment: "Field for field a FetchRequest, but for what the gateway sees to by itself.",
      fields: [
        {"number":1,"name":"namespace","jsonName":"namespace","kind":"string","label":"implicit"},
        {"number":2,"name":"group","jsonName":"group","kind":"string","label":"implicit"},
        {"number":3,"name":"consumer","jsonName":"consumer","kind":"string","label":"implicit"},
        {"number":5,"name":"start","jsonName":"start","kind":"message","type":"prism.v1.StreamStart","label":"optional"},
        {"number":6,"name":"max_messages","jsonName":"maxMessages","kind":"uint32","label":"implicit","comment":"In one answer."},
        {"number":7,"name":"max_bytes","jsonName":"maxBytes","kind":"uint32","label":"implicit"},
        {"number":9,"name":"filter","jsonName":"filter","kind":"message","type":"prism.v1.StreamFilter","label":"optional"},
        {"number":10,"name":"ack_timeout_ms","jsonName":"ackTimeoutMs","kind":"uint64","label":"implicit"},
        {"number":16,"name":"credits","jsonName":"credits","kind":"uint32","label":"implicit","comment":"Frames: how many messages may come before the first Credit. At 0 nothing is read, and the stream has no place yet. Over gRPC the client's flow control decides instead."},
      ],
    },
    "prism.v1.SubscribeResponse": {
      comment: "Field for field a FetchResponse.",
      fields: [
        {"number":1,"name":"deliveries","jsonName":"deliveries","kind":"message","type":"prism.v1.Delivery","label":"repeated"},
        {"number":2,"name":"next_position","jsonName":"nextPosition","kind":"string","label":"implicit","comment":"Without a group: where a new subscription would go on, as `start.after`."},
        {"number":3,"name":"consumer","jsonName":"consumer","kind":"string","label":"implicit"},
        {"number":15,"name":"missed_levels","jsonName":"missedLevels","kind":"string","label":"implicit","comment":"gRPC alone: the levels of service that the namespace misses now, as the metadata prism-missed-levels has them. Frames have them in the Response."},
      ],
    },
    "prism.v1.CreditRequest": {
      comment: "Frames: more messages may come.",
      fields: [
        {"number":1,"name":"namespace","jsonName":"namespace","kind":"string","label":"implicit"},
        {"number":2,"name":"subscribe_id","jsonName":"subscribeId","kind":"uint32","label":"implicit","comment":"The id of the Request that subscribed, on this connection."},
        {"number":3,"name":"credits","jsonName":"credits","kind":"uint32","label":"implicit","comment":"Added to those that are left."},
      ],
    },
    "prism.v1.CreditResponse": {
      fields: [
        {"number":1,"name":"credits","jsonName":"credits","kind":"uint32","label":"implicit","comment":"How many messages may come now."},
      ],
    },
    "prism.v1.AckRequest": {
      fields: [
        {"number":1,"name":"namespace","jsonName":"namespace","kind":"string","label":"implicit"},
        {"number":2,"name":"group","jsonName":"group","kind":"string","label":"implicit"},
        {"number":3,"name":"leases","jsonName":"leases","kind":"string","label":"repeated","comment":"At most 1000."},
      ],
    },
    "prism.v1.NackRequest": {
      fields: [
        {"number":1,"name":"namespace","jsonName":"namespace","kind":"string","label":"implicit"},
        {"number":2,"name":"group","jsonName":"group","kind":"string","label":"implicit"},
        {"number":3,"name":"leases","jsonName":"leases","kind":"string","label":"repeated","comment":"At most 1000."},
        {"number":4,"name":"delay_ms","jsonName":"delayMs","kind":"uint64","label":"implicit","comment":"Not delivered again sooner."},
        {"number":5,"name":"bury","jsonName":"bury","kind":"bool","label":"implicit","comment":"Never delivered again: kept among the dead letters."},
        {"number":6,"name":"reason","jsonName":"reason","kind":"string","label":"implicit","comment":"Kept with a dead letter; at most 1024 bytes."},
      ],
    },
    "prism.v1.ExtendRequest": {
      fields: [
        {"number":1,"name":"namespace","jsonName":"namespace","kind":"string","label":"implicit"},
        {"number":2,"name":"group","jsonName":"group","kind":"string","label":"implicit"},
        {"number":3,"name":"leases","jsonName":"leases","kind":"string","label":"repeated","comment":"At most 1000."},
        {"number":4,"name":"ack_timeout_ms","jsonName":"ackTimeoutMs","kind":"uint64","label":"implicit","comment":"From now on; 0 = as the namespace declares."},
      ],
    },
    "prism.v1.SettleResponse": {
      fields: [
        {"number":1,"name":"results","jsonName":"results","kind":"message","type":"prism.v1.SettleResult","label":"repeated"},
      ],
    },
    "prism.v1.SettleResult": {
      comment: "Empty when it is done.",
      fields: [
        {"number":1,"name":"error","jsonName":"error","kind":"message","type":"prism.v1.Error","label":"optional","comment":"For example NOT_FOUND, LEASE_ENDED: the message has been given to somebody else, or is done."},
      ],
    },
    "prism.v1.LeaveRequest": {
      fields: [
        {"number":1,"name":"namespace","jsonName":"namespace","kind":"string","label":"implicit"},
        {"number":2,"name":"group","jsonName":"group","kind":"string","label":"implicit"},
        {"number":3,"name":"consumer","jsonName":"consumer","kind":"string","label":"implicit","comment":"As in the fetches: what belongs to this subscriber is let go."},
        {"number":4,"name":"subscription","jsonName":"subscription","kind":"string","label":"implicit"},
        {"number":5,"name":"subscribe_id","jsonName":"subscribeId","kind":"uint32","label":"implicit","comment":"Frames: instead of the fields before, the id of the Request that subscribed, on this connection. It gets no more answers."},
      ],
    },
    "prism.v1.LeaveResponse": {
      fields: [
      ],
    },
    "prism.v1.LagRequest": {
      fields: [
        {"number":1,"name":"namespace","jsonName":"namespace","kind":"string","label":"implicit"},
        {"number":2,"name":"group","jsonName":"group","kind":"string","label":"implicit"},
      ],
    },
    "prism.v1.LagResponse": {
      fields: [
        {"number":1,"name":"waiting","jsonName":"waiting","kind":"uint64","label":"implicit","comment":"Messages that no consumer of the group has been given."},
        {"number":2,"name":"pending","jsonName":"pending","kind":"uint64","label":"implicit","comment":"Messages that are leased, or wait for their delay."},
        {"number":3,"name":"partitions","jsonName":"partitions","kind":"message","type":"prism.v1.PartitionLag","label":"repeated"},
      ],
    },
    "prism.v1.PartitionLag": {
      fields: [
        {"number":1,"name":"partition","jsonName":"partition","kind":"uint32","label":"implicit"},
        {"number":2,"name":"position","jsonName":"position","kind":"string","label":"implicit","comment":"The first message that is not acknowledged; empty when all are."},
        {"number":3,"name":"end","jsonName":"end","kind":"string","label":"implicit","comment":"The last message of the stream; empty when there is none."},
        {"number":4,"name":"waiting","jsonName":"waiting","kind":"uint64","label":"implicit"},
      ],
    },
    "prism.v1.SeekRequest": {
      fields: [
        {"number":1,"name":"namespace","jsonName":"namespace","kind":"string","label":"implicit"},
        {"number":2,"name":"group","jsonName":"group","kind":"string","label":"implicit"},
        {"number":3,"name":"to","jsonName":"to","kind":"message","type":"prism.v1.StreamStart","label":"optional"},
      ],
    },
    "prism.v1.SeekResponse": {
      fields: [
      ],
    },
    "prism.v1.ListDeadLettersRequest": {
      fields: [
        {"number":1,"name":"namespace","jsonName":"namespace","kind":"string","label":"implicit"},
        {"number":2,"name":"group","jsonName":"group","kind":"string","label":"implicit","comment":"Empty = of all groups."},
        {"number":3,"name":"page_size","jsonName":"pageSize","kind":"uint32","label":"implicit","comment":"0 = 100, at most 1000. A page may hold fewer, and end early by bytes."},
        {"number":4,"name":"page_token","jsonName":"pageToken","kind":"string","label":"implicit","comment":"From the page before."},
      ],
    },
    "prism.v1.ListDeadLettersResponse": {
      fields: [
        {"number":1,"name":"dead_letters","jsonName":"deadLetters","kind":"message","type":"prism.v1.DeadLetter","label":"repeated"},
        {"number":2,"name":"next_page_token","jsonName":"nextPageToken","kind":"string","label":"implicit","comment":"Empty on the last page."},
      ],
    },
    "prism.v1.DeadLetter": {
      fields: [
        {"number":1,"name":"id","jsonName":"id","kind":"string","label":"implicit","comment":"Stands for it among the dead letters of its namespace."},
        {"number":2,"name":"group","jsonName":"group","kind":"string","label":"implicit"},
        {"number":3,"name":"reason","jsonName":"reason","kind":"string","label":"implicit","comment":"Why it died: what was given to Nack, or that it was delivered as often as the namespace allows."},
        {"number":4,"name":"attempts","jsonName":"attempts","kind":"uint32","label":"implicit"},
        {"number":5,"name":"died_ms","jsonName":"diedMs","kind":"uint64","label":"implicit","comment":"Milliseconds since the Unix epoch."},
        {"number":6,"name":"message","jsonName":"message","kind":"message","type":"prism.v1.Delivery","label":"optional","comment":"As it was, with the position that it had."},
      ],
    },
    "prism.v1.ReplayDeadLettersRequest": {
      fields: [
        {"number":1,"name":"namespace","jsonName":"namespace","kind":"string","label":"implicit"},
        {"number":2,"name":"ids","jsonName":"ids","kind":"string","label":"repeated","comment":"At most 1000."},
      ],
    },
    "prism.v1.ReplayDeadLettersResponse": {
      fields: [
        {"number":1,"name":"count","jsonName":"count","kind":"uint32","label":"implicit","comment":"How many there were; the others had been replayed or removed."},
      ],
    },
    "prism.v1.RemoveDeadLettersRequest": {
      fields: [
        {"number":1,"name":"namespace","jsonName":"namespace","kind":"string","label":"implicit"},
        {"number":2,"name":"ids","jsonName":"ids","kind":"string","label":"repeated","comment":"At most 1000."},
      ],
    },
    "prism.v1.RemoveDeadLettersResponse": {
      fields: [
        {"number":1,"name":"count","jsonName":"count","kind":"uint32","label":"implicit","comment":"How many were removed; the others were not there any more."},
      ],
    },
    "prism.v1.ListGroupsRequest": {
      fields: [
        {"number":1,"name":"namespace","jsonName":"namespace","kind":"string","label":"implicit"},
      ],
    },
    "prism.v1.ListGroupsResponse": {
      fields: [
        {"number":1,"name":"groups","jsonName":"groups","kind":"message","type":"prism.v1.Group","label":"repeated"},
      ],
    },
    "prism.v1.Group": {
      fields: [
        {"number":1,"name":"name","jsonName":"name","kind":"string","label":"implicit"},
        {"number":2,"name":"consumers","jsonName":"consumers","kind":"uint32","label":"implicit","comment":"Subscribers of it that this gateway has."},
      ],
    },
    "prism.v1.DropGroupRequest": {
      fields: [
        {"number":1,"name":"namespace","jsonName":"namespace","kind":"string","label":"implicit"},
        {"number":2,"name":"group","jsonName":"group","kind":"string","label":"implicit"},
      ],
    },
    "prism.v1.DropGroupResponse": {
      fields: [
        {"number":1,"name":"dropped","jsonName":"dropped","kind":"bool","label":"implicit","comment":"Whether there was one."},
      ],
    },
    "prism.v1.Namespace": {
      comment: "What a namespace is declared to be, as in the configuration file, and below what the gateway knows about it.",
      fields: [
        {"number":1,"name":"name","jsonName":"name","kind":"string","label":"implicit","comment":"1 to 63 characters a-z, 0-9, ., _ and -, the first a letter or digit."},
        {"number":2,"name":"pattern","jsonName":"pattern","kind":"string","label":"implicit","comment":"For example keyvalue."},
        {"number":3,"name":"backend","jsonName":"backend","kind":"string","label":"implicit","comment":"A backend of the configuration file."},
        {"number":4,"name":"access","jsonName":"access","kind":"message","type":"prism.v1.AccessRule","label":"repeated","comment":"Who may do what."},
        {"number":5,"name":"limits","jsonName":"limits","kind":"message","type":"prism.v1.LimitRule","label":"repeated","comment":"How much one principal may ask for."},
        {"number":6,"name":"audit","jsonName":"audit","kind":"string","label":"implicit","comment":"What the audit log records of it."},
        {"number":8,"name":"needs","jsonName":"needs","kind":"message","type":"prism.v1.Needs","label":"optional","comment":"What its store must guarantee, and the levels of service that it is to have."},
        {"number":9,"name":"stream","jsonName":"stream","kind":"message","type":"prism.v1.StreamSettings","label":"optional","comment":"Of a namespace with the pattern stream."},
        {"number":10,"name":"capture","jsonName":"capture","kind":"message","type":"prism.v1.CaptureSettings","label":"optional","comment":"What is recorded of its traffic."},
        {"number":11,"name":"large_values","jsonName":"largeValues","kind":"message","type":"prism.v1.LargeValueSettings","label":"optional","comment":"Of a namespace with the pattern keyvalue: how its values over 1 MiB are kept."},
        {"number":16,"name":"etag","jsonName":"etag","kind":"string","label":"implicit","comment":"Changes with every change of the declaration."},
        {"number":17,"name":"origin","jsonName":"origin","kind":"enum","type":"prism.v1.Namespace.Origin","label":"implicit"},
        {"number":18,"name":"file","jsonName":"file","kind":"string","label":"implicit","comment":"The configuration file that declares it; empty when the API does."},
        {"number":19,"name":"state","jsonName":"state","kind":"enum","type":"prism.v1.Namespace.State","label":"implicit"},
        {"number":20,"name":"problem","jsonName":"problem","kind":"string","label":"implicit","comment":"Why it is not served; empty when it is."},
        {"number":21,"name":"revision","jsonName":"revision","kind":"uint32","label":"implicit","comment":"How often it was declared anew through the API: 1 after Create; 0 when the file declares it."},
        {"number":22,"name":"create_time","jsonName":"createTime","kind":"string","label":"implicit","comment":"RFC 3339; empty when the file declares it."},
        {"number":23,"name":"update_time","jsonName":"updateTime","kind":"string","label":"implicit"},
        {"number":24,"name":"updated_by","jsonName":"updatedBy","kind":"string","label":"implicit","comment":"The principal that made the last change; empty when the file declares it."},
        {"number":25,"name":"store","jsonName":"store","kind":"message","type":"prism.v1.Store","label":"optional","comment":"How its store is, and what it guarantees now. In the answer to Get alone, and only once a worker has the store."},
      ],
    },
    "prism.v1.Store": {
      comment: "How a namespace's store is, and what it guarantees now.",
      fields: [
        {"number":1,"name":"state","jsonName":"state","kind":"enum","type":"prism.v1.Store.State","label":"implicit"},
        {"number":2,"name":"problem","jsonName":"problem","kind":"string","label":"implicit","comment":"Why it is not up; empty when it is."},
        {"number":3,"name":"workers","jsonName":"workers","kind":"uint32","label":"implicit","comment":"Workers that have it."},
        {"number":4,"name":"up","jsonName":"up","kind":"uint32","label":"implicit","comment":"Those of them that say that it is up."},
        {"number":5,"name":"is_probed","jsonName":"isProbed","kind":"bool","label":"implicit","comment":"Whether it has said what it guarantees; before, what stands here is the least that it may be."},
        {"number":6,"name":"durability","jsonName":"durability","kind":"string","label":"implicit","comment":"As in Needs."},
        {"number":7,"name":"consistency","jsonName":"consistency","kind":"string","label":"implicit"},
        {"number":8,"name":"ordering","jsonName":"ordering","kind":"string","label":"implicit"},
        {"number":9,"name":"abilities","jsonName":"abilities","kind":"string","label":"repeated"},
        {"number":10,"name":"findings","jsonName":"findings","kind":"message","type":"prism.v1.Store.Finding","label":"repeated","comment":"What was found on the server."},
      ],
    },
    "prism.v1.Store.Finding": {
      fields: [
        {"number":1,"name":"setting","jsonName":"setting","kind":"string","label":"implicit","comment":"As the server calls it, for example synchronous_commit."},
        {"number":2,"name":"value","jsonName":"value","kind":"string","label":"implicit"},
        {"number":3,"name":"meaning","jsonName":"meaning","kind":"string","label":"implicit","comment":"What follows from it; empty when nothing does."},
      ],
    },
    "prism.v1.Needs": {
      comment: "A namespace whose store cannot give these is refused; an empty field asks for nothing.",
      fields: [
        {"number":1,"name":"durability","jsonName":"durability","kind":"string","label":"implicit","comment":"What an acknowledged write survives: none, process-crash, power-loss."},
        {"number":2,"name":"consistency","jsonName":"consistency","kind":"string","label":"implicit","comment":"Whether reads see every write acknowledged before them: eventual, strong."},
        {"number":3,"name":"ordering","jsonName":"ordering","kind":"string","label":"implicit","comment":"Of a stream, of which messages the order is kept: none, key, stream."},
        {"number":4,"name":"abilities","jsonName":"abilities","kind":"string","label":"repeated","comment":"What the store must be able to do: compare-and-set, transactions, counters, ttl, ordered-scan, idempotency, groups, replay, retention, durable-attempts."},
        {"number":5,"name":"read_p50_ms","jsonName":"readP50Ms","kind":"double","label":"optional","comment":"Levels of service: they are measured, and a miss is told. Of reads and writes, milliseconds that half, 99 of 100 and 999 of 1,000 of them may take."},
        {"number":6,"name":"read_p99_ms","jsonName":"readP99Ms","kind":"double","label":"optional"},
        {"number":7,"name":"read_p999_ms","jsonName":"readP999Ms","kind":"double","label":"optional"},
        {"number":8,"name":"write_p50_ms","jsonName":"writeP50Ms","kind":"double","label":"optional"},
        {"number":9,"name":"write_p99_ms","jsonName":"writeP99Ms","kind":"double","label":"optional"},
        {"number":10,"name":"write_p999_ms","jsonName":"writeP999Ms","kind":"double","label":"optional"},
        {"number":11,"name":"read_rps","jsonName":"readRps","kind":"uint32","label":"optional","comment":"Calls a second that must succeed when as many are asked."},
        {"number":12,"name":"write_rps","jsonName":"writeRps","kind":"uint32","label":"optional"},
        {"number":13,"name":"error_ratio","jsonName":"errorRatio","kind":"double","label":"optional","comment":"The share of all calls that may fail for a reason that is not their caller's."},
      ],
    },
    "prism.v1.StreamSettings": {
      comment: "How a stream is kept, and when its groups give up on a message. What is left out is as the configuration has it by default.",
      fields: [
        {"number":1,"name":"retention","jsonName":"retention","kind":"string","label":"implicit","comment":"Messages older than this may go, for example 7d; 0s = never."},
        {"number":2,"name":"max_bytes","jsonName":"maxBytes","kind":"uint64","label":"optional","comment":"When the stream is larger, its oldest messages go; 0 = no bound."},
        {"number":3,"name":"partitions","jsonName":"partitions","kind":"uint32","label":"optional","comment":"On Kafka."},
        {"number":4,"name":"replicas","jsonName":"replicas","kind":"uint32","label":"optional","comment":"On NATS and Kafka: the servers that keep a copy."},
        {"number":5,"name":"keep","jsonName":"keep","kind":"string","label":"implicit","comment":"stored; or core, on NATS: messages are not kept, whoever listens gets them."},
        {"number":6,"name":"max_attempts","jsonName":"maxAttempts","kind":"uint32","label":"optional","comment":"Deliveries of a message to a group before it becomes a dead letter; 0 = without end."},
        {"number":7,"name":"ack_timeout","jsonName":"ackTimeout","kind":"string","label":"implicit","comment":"How long a message is leased to a consumer that does not say, for example 30s."},
      ],
    },
    "prism.v1.CaptureSettings": {
      comment: "What is recorded of the traffic of a namespace, and how. What is left out is as the configuration has it by default.",
      fields: [
        {"number":1,"name":"mode","jsonName":"mode","kind":"string","label":"implicit","comment":"off; or on, to record it always."},
        {"number":2,"name":"sample","jsonName":"sample","kind":"double","label":"optional","comment":"The share of connections that is recorded."},
        {"number":3,"name":"max_bytes","jsonName":"maxBytes","kind":"uint64","label":"optional","comment":"Bytes that its recordings may have together."},
        {"number":4,"name":"max_age","jsonName":"maxAge","kind":"string","label":"implicit","comment":"Files that were written last so long ago are removed, for example 3d."},
        {"number":5,"name":"values","jsonName":"values","kind":"string","label":"implicit","comment":"What is written down of values: size-only, hash, drop or keep."},
        {"number":6,"name":"key_separator","jsonName":"keySeparator","kind":"string","label":"implicit","comment":"What separates the parts of keys."},
      ],
    },
    "prism.v1.LargeValueSettings": {
      fields: [
        {"number":1,"name":"compression","jsonName":"compression","kind":"string","label":"implicit","comment":"How the gateway compresses values whose clients have chosen no encoding, where that makes them smaller: off, gzip, zstd."},
      ],
    },
    "prism.v1.AccessRule": {
      fields: [
        {"number":1,"name":"principal","jsonName":"principal","kind":"string","label":"implicit","comment":"For example service:order-api, team:analytics or user:*."},
        {"number":2,"name":"allow","jsonName":"allow","kind":"string","label":"repeated","comment":"Classes of operations: read, write, delete, scan, all."},
        {"number":3,"name":"deny","jsonName":"deny","kind":"string","label":"repeated"},
        {"number":4,"name":"key_prefix","jsonName":"keyPrefix","kind":"string","label":"implicit","comment":"Only for keys that begin with this."},
      ],
    },
    "prism.v1.LimitRule": {
      fields: [
        {"number":1,"name":"principal","jsonName":"principal","kind":"string","label":"implicit","comment":"Whom it bounds, each principal by itself; * is everybody."},
        {"number":2,"name":"requests_per_second","jsonName":"requestsPerSecond","kind":"uint32","label":"implicit","comment":"0 = no limit."},
        {"number":3,"name":"bytes_per_second","jsonName":"bytesPerSecond","kind":"uint64","label":"implicit"},
        {"number":4,"name":"max_in_flight","jsonName":"maxInFlight","kind":"uint32","label":"implicit"},
        {"number":5,"name":"request_burst","jsonName":"requestBurst","kind":"uint32","label":"implicit","comment":"Calls, and bytes, at once after a rest; 0 = those of one second."},
        {"number":6,"name":"byte_burst","jsonName":"byteBurst","kind":"uint64","label":"implicit"},
      ],
    },
    "prism.v1.CreateNamespaceRequest": {
      fields: [
        {"number":1,"name":"namespace","jsonName":"namespace","kind":"message","type":"prism.v1.Namespace","label":"optional"},
        {"number":2,"name":"validate_only","jsonName":"validateOnly","kind":"bool","label":"implicit","comment":"Check everything and change nothing."},
      ],
    },
    "prism.v1.GetNamespaceRequest": {
      fields: [
        {"number":1,"name":"name","jsonName":"name","kind":"string","label":"implicit"},
      ],
    },
    "prism.v1.ListNamespacesRequest": {
      fields: [
        {"number":1,"name":"page_size","jsonName":"pageSize","kind":"uint32","label":"implicit","comment":"0 = 100, at most 1000."},
        {"number":2,"name":"page_token","jsonName":"pageToken","kind":"string","label":"implicit","comment":"From the page before."},
      ],
    },
    "prism.v1.ListNamespacesResponse": {
      fields: [
        {"number":1,"name":"namespaces","jsonName":"namespaces","kind":"message","type":"prism.v1.Namespace","label":"repeated"},
        {"number":2,"name":"next_page_token","jsonName":"nextPageToken","kind":"string","label":"implicit","comment":"Empty on the last page."},
        {"number":3,"name":"total_size","jsonName":"totalSize","kind":"uint32","label":"implicit","comment":"Of all pages."},
      ],
    },
    "prism.v1.UpdateNamespaceRequest": {
      fields: [
        {"number":1,"name":"namespace","jsonName":"namespace","kind":"message","type":"prism.v1.Namespace","label":"optional","comment":"As it shall be: a field that is left out gets its default."},
        {"number":2,"name":"etag","jsonName":"etag","kind":"string","label":"implicit","comment":"Only if it has this etag; empty = whatever it has. ABORTED, ETAG_MISMATCH otherwise."},
        {"number":3,"name":"allow_missing","jsonName":"allowMissing","kind":"bool","label":"implicit","comment":"Create it when there is none of this name."},
        {"number":4,"name":"validate_only","jsonName":"validateOnly","kind":"bool","label":"implicit"},
        {"number":5,"name":"update_fields","jsonName":"updateFields","kind":"string","label":"repeated","comment":"Change these fields alone, for example access; empty = all."},
      ],
    },
    "prism.v1.UpdateNamespaceResponse": {
      fields: [
        {"number":1,"name":"namespace","jsonName":"namespace","kind":"message","type":"prism.v1.Namespace","label":"optional"},
        {"number":2,"name":"change","jsonName":"change","kind":"enum","type":"prism.v1.UpdateNamespaceResponse.Change","label":"implicit"},
      ],
    },
    "prism.v1.DeleteNamespaceRequest": {
      fields: [
        {"number":1,"name":"name","jsonName":"name","kind":"string","label":"implicit"},
        {"number":2,"name":"etag","jsonName":"etag","kind":"string","label":"implicit","comment":"Only if it has this etag; empty = whatever it has."},
        {"number":3,"name":"force","jsonName":"force","kind":"bool","label":"implicit","comment":"Delete its items too. They are removed little by little after the answer; a new namespace of this name has none of them."},
        {"number":4,"name":"validate_only","jsonName":"validateOnly","kind":"bool","label":"implicit"},
      ],
    },
    "prism.v1.DeleteNamespaceResponse": {
      fields: [
        {"number":1,"name":"namespace","jsonName":"namespace","kind":"message","type":"prism.v1.Namespace","label":"optional","comment":"As it was."},
      ],
    },
    "prism.v1.ListNamespaceChangesRequest": {
      fields: [
        {"number":1,"name":"name","jsonName":"name","kind":"string","label":"implicit"},
        {"number":2,"name":"count","jsonName":"count","kind":"uint32","label":"implicit","comment":"0 = 20, at most 1000."},
      ],
    },
    "prism.v1.ListNamespaceChangesResponse": {
      fields: [
        {"number":1,"name":"changes","jsonName":"changes","kind":"message","type":"prism.v1.NamespaceChange","label":"repeated"},
      ],
    },
    "prism.v1.NamespaceChange": {
      fields: [
        {"number":1,"name":"time","jsonName":"time","kind":"string","label":"implicit","comment":"RFC 3339."},
        {"number":2,"name":"principal","jsonName":"principal","kind":"string","label":"implicit"},
        {"number":3,"name":"door","jsonName":"door","kind":"string","label":"implicit","comment":"The door's name, for example grpc or admin."},
        {"number":4,"name":"kind","jsonName":"kind","kind":"enum","type":"prism.v1.NamespaceChange.Kind","label":"implicit"},
        {"number":5,"name":"revision","jsonName":"revision","kind":"uint32","label":"implicit"},
        {"number":6,"name":"namespace","jsonName":"namespace","kind":"message","type":"prism.v1.Namespace","label":"optional","comment":"As it was declared from then on; of a deletion, as it was."},
      ],
    },
  },
  enums: {
    "prism.v1.Namespace.Origin": {"values":{"ORIGIN_UNSPECIFIED":0,"FILE":1,"API":2}},
    "prism.v1.Namespace.State": {"values":{"STATE_UNSPECIFIED":0,"ACTIVE":1,"DELETING":2,"UNSERVED":3}},
    "prism.v1.Store.State": {"values":{"STATE_UNSPECIFIED":0,"UP":1,"TRIAL":2,"DOWN":3}},
    "prism.v1.UpdateNamespaceResponse.Change": {"values":{"CHANGE_UNSPECIFIED":0,"UNCHANGED":1,"UPDATED":2,"CREATED":3}},
    "prism.v1.NamespaceChange.Kind": {"values":{"KIND_UNSPECIFIED":0,"CREATE":1,"UPDATE":2,"DELETE":3}},
  },
  services: {
    "prism.v1.KeyValueService": {
      comment: "Values by key. A key is 1 to 1024 bytes of UTF-8, a value 0 bytes to 1 MiB, and in chunks up to 1 GiB. Every successful write gives the item a new version, larger than any before it in its store.",
      methods: {
        "Get": {"request":"prism.v1.GetRequest","response":"prism.v1.GetResponse","call":16,"streams":false,"takesStream":false},
        "Put": {"request":"prism.v1.PutRequest","response":"prism.v1.PutResponse","call":17,"streams":false,"takesStream":false},
        "Delete": {"request":"prism.v1.DeleteRequest","response":"prism.v1.DeleteResponse","call":18,"streams":false,"takesStream":false},
        "Scan": {"request":"prism.v1.ScanRequest","response":"prism.v1.ScanResponse","call":19,"streams":false,"takesStream":false,"comment":"Items in the byte order of their keys, a page at a time."},
        "ScanStream": {"request":"prism.v1.ScanRequest","response":"prism.v1.ScanResponse","call":19,"streams":true,"takesStream":false,"comment":"All of a scan, from page_token to the end of the range, in messages of at most page_size items; each carries the token to go on with should the stream be cut. Messages are read ahead of the client, some 64 KiB of them. It is no snapshot: a message shows what was there when it was read."},
        "BatchGet": {"request":"prism.v1.BatchGetRequest","response":"prism.v1.BatchGetResponse","call":20,"streams":false,"takesStream":false,"comment":"One result per key, in the order of the keys."},
        "BatchPut": {"request":"prism.v1.BatchPutRequest","response":"prism.v1.BatchPutResponse","call":21,"streams":false,"takesStream":false,"comment":"One result per item, in order; each item succeeds or fails by itself."},
        "BatchDelete": {"request":"prism.v1.BatchDeleteRequest","response":"prism.v1.BatchDeleteResponse","call":22,"streams":false,"takesStream":false,"comment":"One result per item, in order; each item succeeds or fails by itself."},
        "Exists": {"request":"prism.v1.ExistsRequest","response":"prism.v1.ExistsResponse","call":23,"streams":false,"takesStream":false},
        "Increment": {"request":"prism.v1.IncrementRequest","response":"prism.v1.IncrementResponse","call":24,"streams":false,"takesStream":false,"comment":"Adds to a counter: an item whose value is the decimal text of a 64-bit integer. One that does not exist counts as 0."},
        "Transact": {"request":"prism.v1.TransactRequest","response":"prism.v1.TransactResponse","call":25,"streams":false,"takesStream":false,"comment":"All operations or none: first every condition is looked at, then everything is written together."},
        "BeginUpload": {"request":"prism.v1.BeginUploadRequest","response":"prism.v1.BeginUploadResponse","call":26,"streams":false,"takesStream":false,"comment":"A value of up to 1 GiB, in chunks: begin, send the chunks, commit."},
        "UploadChunk": {"request":"prism.v1.UploadChunkRequest","response":"prism.v1.UploadChunkResponse","call":27,"streams":false,"takesStream":false},
        "CommitUpload": {"request":"prism.v1.CommitUploadRequest","response":"prism.v1.CommitUploadResponse","call":28,"streams":false,"takesStream":false},
        "AbortUpload": {"request":"prism.v1.AbortUploadRequest","response":"prism.v1.AbortUploadResponse","call":29,"streams":false,"takesStream":false},
        "OpenDownload": {"request":"prism.v1.OpenDownloadRequest","response":"prism.v1.OpenDownloadResponse","call":30,"streams":false,"takesStream":false,"comment":"A value of any size: open it, then ask for its chunks, if it has any."},
        "DownloadChunk": {"request":"prism.v1.DownloadChunkRequest","response":"prism.v1.DownloadChunkResponse","call":31,"streams":false,"takesStream":false},
        "PutStream": {"request":"prism.v1.PutStreamRequest","response":"prism.v1.PutStreamResponse","call":null,"streams":false,"takesStream":true,"comment":"Writes a value of up to 1 GiB, whose parts the messages bring, in order. A stream that is cut off leaves nothing."},
        "GetStream": {"request":"prism.v1.GetStreamRequest","response":"prism.v1.GetStreamResponse","call":null,"streams":true,"takesStream":false,"comment":"A value of any size: first a message about it, then its parts. The next part is read when the client has taken the one before."},
      },
    },
    "prism.v1.StreamService": {
      comment: "Logs of messages: appended to at the end, read from any place, and worked off by groups of consumers. A key is 0 to 1024 bytes of UTF-8; messages of one key keep their order where the store orders by key. A value has 0 bytes to 1 MiB. Headers carry the attributes of CloudEvents in binary mode, for example ce-id and ce-type. A position is where a message stands: a text that only the store reads, the same for as long as the message is there.",
      methods: {
        "Publish": {"request":"prism.v1.PublishRequest","response":"prism.v1.PublishResponse","call":32,"streams":false,"takesStream":false},
        "BatchPublish": {"request":"prism.v1.BatchPublishRequest","response":"prism.v1.BatchPublishResponse","call":33,"streams":false,"takesStream":false,"comment":"One result per message, in order; each succeeds or fails by itself."},
        "Fetch": {"request":"prism.v1.FetchRequest","response":"prism.v1.FetchResponse","call":34,"streams":false,"takesStream":false,"comment":"What there is from a place on, or what a group has not done yet; waits for it when there is nothing."},
        "Subscribe": {"request":"prism.v1.SubscribeRequest","response":"prism.v1.SubscribeResponse","call":38,"streams":true,"takesStream":false,"comment":"Messages as they come, until the client ends it. The first answer comes at once, perhaps without messages: from then on none is missed. Nothing is read from the store that the client does not take."},
        "Ack": {"request":"prism.v1.AckRequest","response":"prism.v1.SettleResponse","call":35,"streams":false,"takesStream":false,"comment":"Done: never delivered to the group again. One result per lease, in order."},
        "Nack": {"request":"prism.v1.NackRequest","response":"prism.v1.SettleResponse","call":36,"streams":false,"takesStream":false,"comment":"Not done: delivered again, or buried among the dead letters. One result per lease, in order."},
        "Extend": {"request":"prism.v1.ExtendRequest","response":"prism.v1.SettleResponse","call":37,"streams":false,"takesStream":false,"comment":"Still at it: the leases end later. One result per lease, in order."},
        "Leave": {"request":"prism.v1.LeaveRequest","response":"prism.v1.LeaveResponse","call":40,"streams":false,"takesStream":false,"comment":"A subscriber that fetched is gone: what it has leased is delivered to others at once."},
        "Lag": {"request":"prism.v1.LagRequest","response":"prism.v1.LagResponse","call":41,"streams":false,"takesStream":false,"comment":"How far a group is behind."},
        "Seek": {"request":"prism.v1.SeekRequest","response":"prism.v1.SeekResponse","call":42,"streams":false,"takesStream":false,"comment":"From now on the group is delivered what stands there; its leases end, and its counters of attempts start anew."},
        "ListDeadLetters": {"request":"prism.v1.ListDeadLettersRequest","response":"prism.v1.ListDeadLettersResponse","call":43,"streams":false,"takesStream":false,"comment":"Messages that a group could not do, in the order in which they died, a page at a time."},
        "ReplayDeadLetters": {"request":"prism.v1.ReplayDeadLettersRequest","response":"prism.v1.ReplayDeadLettersResponse","call":44,"streams":false,"takesStream":false,"comment":"Delivers dead letters again, to the group that they are of, and removes them from the dead."},
        "RemoveDeadLetters": {"request":"prism.v1.RemoveDeadLettersRequest","response":"prism.v1.RemoveDeadLettersResponse","call":45,"streams":false,"takesStream":false},
        "ListGroups": {"request":"prism.v1.ListGroupsRequest","response":"prism.v1.ListGroupsResponse","call":46,"streams":false,"takesStream":false},
        "DropGroup": {"request":"prism.v1.DropGroupRequest","response":"prism.v1.DropGroupResponse","call":47,"streams":false,"takesStream":false,"comment":"Forgets how far the group is, and its dead letters."},
      },
    },
    "prism.v1.NamespaceService": {
      comment: "Which namespaces there are. A change is in force everywhere in the gateway when its call is answered. The caller must be an admin of the gateway. A namespace that the configuration file declares is read-only here: FAILED_PRECONDITION, NAMESPACE_DECLARED_IN_FILE.",
      methods: {
        "Create": {"request":"prism.v1.CreateNamespaceRequest","response":"prism.v1.Namespace","call":null,"streams":false,"takesStream":false,"comment":"ALREADY_EXISTS when there is one of this name."},
        "Get": {"request":"prism.v1.GetNamespaceRequest","response":"prism.v1.Namespace","call":null,"streams":false,"takesStream":false},
        "List": {"request":"prism.v1.ListNamespacesRequest","response":"prism.v1.ListNamespacesResponse","call":null,"streams":false,"takesStream":false,"comment":"In the order of their names, a page at a time."},
        "Update": {"request":"prism.v1.UpdateNamespaceRequest","response":"prism.v1.UpdateNamespaceResponse","call":null,"streams":false,"takesStream":false,"comment":"Pattern and backend never change."},
        "Delete": {"request":"prism.v1.DeleteNamespaceRequest","response":"prism.v1.DeleteNamespaceResponse","call":null,"streams":false,"takesStream":false,"comment":"FAILED_PRECONDITION, NAMESPACE_NOT_EMPTY when it has items and `force` is not set."},
        "ListChanges": {"request":"prism.v1.ListNamespaceChangesRequest","response":"prism.v1.ListNamespaceChangesResponse","call":null,"streams":false,"takesStream":false,"comment":"Who changed a namespace through this service, and when; the newest first. Also of one that is deleted."},
      },
    },
  },
};
