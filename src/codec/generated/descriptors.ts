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
        {"number":16,"name":"kv_get","jsonName":"kvGet","kind":"message","type":"prism.v1.GetRequest","label":"optional","oneof":"call"},
        {"number":17,"name":"kv_put","jsonName":"kvPut","kind":"message","type":"prism.v1.PutRequest","label":"optional","oneof":"call"},
        {"number":18,"name":"kv_delete","jsonName":"kvDelete","kind":"message","type":"prism.v1.DeleteRequest","label":"optional","oneof":"call"},
        {"number":19,"name":"kv_scan","jsonName":"kvScan","kind":"message","type":"prism.v1.ScanRequest","label":"optional","oneof":"call"},
        {"number":20,"name":"kv_batch_get","jsonName":"kvBatchGet","kind":"message","type":"prism.v1.BatchGetRequest","label":"optional","oneof":"call"},
        {"number":21,"name":"kv_batch_put","jsonName":"kvBatchPut","kind":"message","type":"prism.v1.BatchPutRequest","label":"optional","oneof":"call"},
        {"number":22,"name":"kv_batch_delete","jsonName":"kvBatchDelete","kind":"message","type":"prism.v1.BatchDeleteRequest","label":"optional","oneof":"call"},
        {"number":23,"name":"kv_exists","jsonName":"kvExists","kind":"message","type":"prism.v1.ExistsRequest","label":"optional","oneof":"call"},
      ],
    },
    "prism.v1.Response": {
      comment: "The payload of one frame from the gateway. Answers may come in any order.",
      fields: [
        {"number":1,"name":"id","jsonName":"id","kind":"uint32","label":"implicit"},
        {"number":2,"name":"more","jsonName":"more","kind":"bool","label":"implicit","comment":"Another answer to this id follows."},
        {"number":3,"name":"error","jsonName":"error","kind":"message","type":"prism.v1.Error","label":"optional","oneof":"result"},
        {"number":4,"name":"queue_us","jsonName":"queueUs","kind":"uint32","label":"implicit","comment":"Microseconds that the request waited for a worker, and that its store took. Told to the gateway's HTTP door alone, which passes them on as Server-Timing; over TCP and WebSocket they are absent."},
        {"number":5,"name":"backend_us","jsonName":"backendUs","kind":"uint32","label":"implicit"},
        {"number":16,"name":"kv_get","jsonName":"kvGet","kind":"message","type":"prism.v1.GetResponse","label":"optional","oneof":"result"},
        {"number":17,"name":"kv_put","jsonName":"kvPut","kind":"message","type":"prism.v1.PutResponse","label":"optional","oneof":"result"},
        {"number":18,"name":"kv_delete","jsonName":"kvDelete","kind":"message","type":"prism.v1.DeleteResponse","label":"optional","oneof":"result"},
        {"number":19,"name":"kv_scan","jsonName":"kvScan","kind":"message","type":"prism.v1.ScanResponse","label":"optional","oneof":"result"},
        {"number":20,"name":"kv_batch_get","jsonName":"kvBatchGet","kind":"message","type":"prism.v1.BatchGetResponse","label":"optional","oneof":"result"},
        {"number":21,"name":"kv_batch_put","jsonName":"kvBatchPut","kind":"message","type":"prism.v1.BatchPutResponse","label":"optional","oneof":"result"},
        {"number":22,"name":"kv_batch_delete","jsonName":"kvBatchDelete","kind":"message","type":"prism.v1.BatchDeleteResponse","label":"optional","oneof":"result"},
        {"number":23,"name":"kv_exists","jsonName":"kvExists","kind":"message","type":"prism.v1.ExistsResponse","label":"optional","oneof":"result"},
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
      ],
    },
    "prism.v1.ScanResponse": {
      fields: [
        {"number":1,"name":"items","jsonName":"items","kind":"message","type":"prism.v1.Item","label":"repeated"},
        {"number":2,"name":"next_page_token","jsonName":"nextPageToken","kind":"string","label":"implicit","comment":"Empty on the last page."},
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
    "prism.v1.Namespace": {
      comment: "What a namespace is declared to be, as in the configuration file, and below what the gateway knows about it.",
      fields: [
        {"number":1,"name":"name","jsonName":"name","kind":"string","label":"implicit","comment":"1 to 63 characters a-z, 0-9, ., _ and -, the first a letter or digit."},
        {"number":2,"name":"pattern","jsonName":"pattern","kind":"string","label":"implicit","comment":"For example keyvalue."},
        {"number":3,"name":"backend","jsonName":"backend","kind":"string","label":"implicit","comment":"A backend of the configuration file."},
        {"number":4,"name":"access","jsonName":"access","kind":"message","type":"prism.v1.AccessRule","label":"repeated","comment":"Who may do what."},
        {"number":5,"name":"limits","jsonName":"limits","kind":"message","type":"prism.v1.LimitRule","label":"repeated","comment":"How much one principal may ask for."},
        {"number":6,"name":"audit","jsonName":"audit","kind":"string","label":"implicit","comment":"What the audit log records of it."},
        {"number":16,"name":"etag","jsonName":"etag","kind":"string","label":"implicit","comment":"Changes with every change of the declaration."},
        {"number":17,"name":"origin","jsonName":"origin","kind":"enum","type":"prism.v1.Namespace.Origin","label":"implicit"},
        {"number":18,"name":"file","jsonName":"file","kind":"string","label":"implicit","comment":"The configuration file that declares it; empty when the API does."},
        {"number":19,"name":"state","jsonName":"state","kind":"enum","type":"prism.v1.Namespace.State","label":"implicit"},
        {"number":20,"name":"problem","jsonName":"problem","kind":"string","label":"implicit","comment":"Why it is not served; empty when it is."},
        {"number":21,"name":"revision","jsonName":"revision","kind":"uint32","label":"implicit","comment":"How often it was declared anew through the API: 1 after Create; 0 when the file declares it."},
        {"number":22,"name":"create_time","jsonName":"createTime","kind":"string","label":"implicit","comment":"RFC 3339; empty when the file declares it."},
        {"number":23,"name":"update_time","jsonName":"updateTime","kind":"string","label":"implicit"},
        {"number":24,"name":"updated_by","jsonName":"updatedBy","kind":"string","label":"implicit","comment":"The principal that made the last change; empty when the file declares it."},
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
    "prism.v1.UpdateNamespaceResponse.Change": {"values":{"CHANGE_UNSPECIFIED":0,"UNCHANGED":1,"UPDATED":2,"CREATED":3}},
    "prism.v1.NamespaceChange.Kind": {"values":{"KIND_UNSPECIFIED":0,"CREATE":1,"UPDATE":2,"DELETE":3}},
  },
  services: {
    "prism.v1.KeyValueService": {
      comment: "Values by key. A key is 1 to 1024 bytes of UTF-8, a value 0 bytes to 1 MiB. Every successful write gives the item a new version, larger than any before it in its store.",
      methods: {
        "Get": {"request":"prism.v1.GetRequest","response":"prism.v1.GetResponse","call":16,"streams":false},
        "Put": {"request":"prism.v1.PutRequest","response":"prism.v1.PutResponse","call":17,"streams":false},
        "Delete": {"request":"prism.v1.DeleteRequest","response":"prism.v1.DeleteResponse","call":18,"streams":false},
        "Scan": {"request":"prism.v1.ScanRequest","response":"prism.v1.ScanResponse","call":19,"streams":false,"comment":"Items in the byte order of their keys, a page at a time."},
        "ScanStream": {"request":"prism.v1.ScanRequest","response":"prism.v1.ScanResponse","call":19,"streams":true,"comment":"All pages of a scan, one message each, from page_token to the end of the range. The next page is read when the client has taken the one before; each carries the token to go on with should the stream be cut. It is no snapshot: a page shows what is there when it is read."},
        "BatchGet": {"request":"prism.v1.BatchGetRequest","response":"prism.v1.BatchGetResponse","call":20,"streams":false,"comment":"One result per key, in the order of the keys."},
        "BatchPut": {"request":"prism.v1.BatchPutRequest","response":"prism.v1.BatchPutResponse","call":21,"streams":false,"comment":"One result per item, in order; each item succeeds or fails by itself."},
        "BatchDelete": {"request":"prism.v1.BatchDeleteRequest","response":"prism.v1.BatchDeleteResponse","call":22,"streams":false,"comment":"One result per item, in order; each item succeeds or fails by itself."},
        "Exists": {"request":"prism.v1.ExistsRequest","response":"prism.v1.ExistsResponse","call":23,"streams":false},
      },
    },
    "prism.v1.NamespaceService": {
      comment: "Which namespaces there are. A change is in force everywhere in the gateway when its call is answered. The caller must be an admin of the gateway. A namespace that the configuration file declares is read-only here: FAILED_PRECONDITION, NAMESPACE_DECLARED_IN_FILE.",
      methods: {
        "Create": {"request":"prism.v1.CreateNamespaceRequest","response":"prism.v1.Namespace","call":null,"streams":false,"comment":"ALREADY_EXISTS when there is one of this name."},
        "Get": {"request":"prism.v1.GetNamespaceRequest","response":"prism.v1.Namespace","call":null,"streams":false},
        "List": {"request":"prism.v1.ListNamespacesRequest","response":"prism.v1.ListNamespacesResponse","call":null,"streams":false,"comment":"In the order of their names, a page at a time."},
        "Update": {"request":"prism.v1.UpdateNamespaceRequest","response":"prism.v1.UpdateNamespaceResponse","call":null,"streams":false,"comment":"Pattern and backend never change."},
        "Delete": {"request":"prism.v1.DeleteNamespaceRequest","response":"prism.v1.DeleteNamespaceResponse","call":null,"streams":false,"comment":"FAILED_PRECONDITION, NAMESPACE_NOT_EMPTY when it has items and `force` is not set."},
        "ListChanges": {"request":"prism.v1.ListNamespaceChangesRequest","response":"prism.v1.ListNamespaceChangesResponse","call":null,"streams":false,"comment":"Who changed a namespace through this service, and when; the newest first. Also of one that is deleted."},
      },
    },
  },
};
