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
            tracestate: string;
            kvGet?: (prism.v1.GetRequest.$Properties|null);
            kvPut?: (prism.v1.PutRequest.$Properties|null);
            kvDelete?: (prism.v1.DeleteRequest.$Properties|null);
            kvScan?: (prism.v1.ScanRequest.$Properties|null);
            kvBatchGet?: (prism.v1.BatchGetRequest.$Properties|null);
            kvBatchPut?: (prism.v1.BatchPutRequest.$Properties|null);
            kvBatchDelete?: (prism.v1.BatchDeleteRequest.$Properties|null);
            kvExists?: (prism.v1.ExistsRequest.$Properties|null);
            kvIncrement?: (prism.v1.IncrementRequest.$Properties|null);
            kvTransact?: (prism.v1.TransactRequest.$Properties|null);
            kvBeginUpload?: (prism.v1.BeginUploadRequest.$Properties|null);
            kvUploadChunk?: (prism.v1.UploadChunkRequest.$Properties|null);
            kvCommitUpload?: (prism.v1.CommitUploadRequest.$Properties|null);
            kvAbortUpload?: (prism.v1.AbortUploadRequest.$Properties|null);
            kvOpenDownload?: (prism.v1.OpenDownloadRequest.$Properties|null);
            kvDownloadChunk?: (prism.v1.DownloadChunkRequest.$Properties|null);
            streamPublish?: (prism.v1.PublishRequest.$Properties|null);
            streamBatchPublish?: (prism.v1.BatchPublishRequest.$Properties|null);
            streamFetch?: (prism.v1.FetchRequest.$Properties|null);
            streamAck?: (prism.v1.AckRequest.$Properties|null);
            streamNack?: (prism.v1.NackRequest.$Properties|null);
            streamExtend?: (prism.v1.ExtendRequest.$Properties|null);
            streamSubscribe?: (prism.v1.SubscribeRequest.$Properties|null);
            streamCredit?: (prism.v1.CreditRequest.$Properties|null);
            streamLeave?: (prism.v1.LeaveRequest.$Properties|null);
            streamLag?: (prism.v1.LagRequest.$Properties|null);
            streamSeek?: (prism.v1.SeekRequest.$Properties|null);
            streamListDeadLetters?: (prism.v1.ListDeadLettersRequest.$Properties|null);
            streamReplayDeadLetters?: (prism.v1.ReplayDeadLettersRequest.$Properties|null);
            streamRemoveDeadLetters?: (prism.v1.RemoveDeadLettersRequest.$Properties|null);
            streamListGroups?: (prism.v1.ListGroupsRequest.$Properties|null);
            streamDropGroup?: (prism.v1.DropGroupRequest.$Properties|null);
            call?: ("kvGet"|"kvPut"|"kvDelete"|"kvScan"|"kvBatchGet"|"kvBatchPut"|"kvBatchDelete"|"kvExists"|"kvIncrement"|"kvTransact"|"kvBeginUpload"|"kvUploadChunk"|"kvCommitUpload"|"kvAbortUpload"|"kvOpenDownload"|"kvDownloadChunk"|"streamPublish"|"streamBatchPublish"|"streamFetch"|"streamAck"|"streamNack"|"streamExtend"|"streamSubscribe"|"streamCredit"|"streamLeave"|"streamLag"|"streamSeek"|"streamListDeadLetters"|"streamReplayDeadLetters"|"streamRemoveDeadLetters"|"streamListGroups"|"streamDropGroup");
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
                tracestate?: (string|null);
                kvGet?: (prism.v1.GetRequest.$Properties|null);
                kvPut?: (prism.v1.PutRequest.$Properties|null);
                kvDelete?: (prism.v1.DeleteRequest.$Properties|null);
                kvScan?: (prism.v1.ScanRequest.$Properties|null);
                kvBatchGet?: (prism.v1.BatchGetRequest.$Properties|null);
                kvBatchPut?: (prism.v1.BatchPutRequest.$Properties|null);
                kvBatchDelete?: (prism.v1.BatchDeleteRequest.$Properties|null);
                kvExists?: (prism.v1.ExistsRequest.$Properties|null);
                kvIncrement?: (prism.v1.IncrementRequest.$Properties|null);
                kvTransact?: (prism.v1.TransactRequest.$Properties|null);
                kvBeginUpload?: (prism.v1.BeginUploadRequest.$Properties|null);
                kvUploadChunk?: (prism.v1.UploadChunkRequest.$Properties|null);
                kvCommitUpload?: (prism.v1.CommitUploadRequest.$Properties|null);
                kvAbortUpload?: (prism.v1.AbortUploadRequest.$Properties|null);
                kvOpenDownload?: (prism.v1.OpenDownloadRequest.$Properties|null);
                kvDownloadChunk?: (prism.v1.DownloadChunkRequest.$Properties|null);
                streamPublish?: (prism.v1.PublishRequest.$Properties|null);
                streamBatchPublish?: (prism.v1.BatchPublishRequest.$Properties|null);
                streamFetch?: (prism.v1.FetchRequest.$Properties|null);
                streamAck?: (prism.v1.AckRequest.$Properties|null);
                streamNack?: (prism.v1.NackRequest.$Properties|null);
                streamExtend?: (prism.v1.ExtendRequest.$Properties|null);
                streamSubscribe?: (prism.v1.SubscribeRequest.$Properties|null);
                streamCredit?: (prism.v1.CreditRequest.$Properties|null);
                streamLeave?: (prism.v1.LeaveRequest.$Properties|null);
                streamLag?: (prism.v1.LagRequest.$Properties|null);
                streamSeek?: (prism.v1.SeekRequest.$Properties|null);
                streamListDeadLetters?: (prism.v1.ListDeadLettersRequest.$Properties|null);
                streamReplayDeadLetters?: (prism.v1.ReplayDeadLettersRequest.$Properties|null);
                streamRemoveDeadLetters?: (prism.v1.RemoveDeadLettersRequest.$Properties|null);
                streamListGroups?: (prism.v1.ListGroupsRequest.$Properties|null);
                streamDropGroup?: (prism.v1.DropGroupRequest.$Properties|null);
                call?: ("kvGet"|"kvPut"|"kvDelete"|"kvScan"|"kvBatchGet"|"kvBatchPut"|"kvBatchDelete"|"kvExists"|"kvIncrement"|"kvTransact"|"kvBeginUpload"|"kvUploadChunk"|"kvCommitUpload"|"kvAbortUpload"|"kvOpenDownload"|"kvDownloadChunk"|"streamPublish"|"streamBatchPublish"|"streamFetch"|"streamAck"|"streamNack"|"streamExtend"|"streamSubscribe"|"streamCredit"|"streamLeave"|"streamLag"|"streamSeek"|"streamListDeadLetters"|"streamReplayDeadLetters"|"streamRemoveDeadLetters"|"streamListGroups"|"streamDropGroup");
                $unknowns?: Uint8Array[];
            }
            type $Shape = {
              id?: number|null;
              timeoutMs?: number|null;
              idempotencyKey?: string|null;
              traceparent?: string|null;
              authorization?: string|null;
              tracestate?: string|null;
              kvGet?: prism.v1.GetRequest.$Shape|null;
              kvPut?: prism.v1.PutRequest.$Shape|null;
              kvDelete?: prism.v1.DeleteRequest.$Shape|null;
              kvScan?: prism.v1.ScanRequest.$Shape|null;
              kvBatchGet?: prism.v1.BatchGetRequest.$Shape|null;
              kvBatchPut?: prism.v1.BatchPutRequest.$Shape|null;
              kvBatchDelete?: prism.v1.BatchDeleteRequest.$Shape|null;
              kvExists?: prism.v1.ExistsRequest.$Shape|null;
              kvIncrement?: prism.v1.IncrementRequest.$Shape|null;
              kvTransact?: prism.v1.TransactRequest.$Shape|null;
              kvBeginUpload?: prism.v1.BeginUploadRequest.$Shape|null;
              kvUploadChunk?: prism.v1.UploadChunkRequest.$Shape|null;
              kvCommitUpload?: prism.v1.CommitUploadRequest.$Shape|null;
              kvAbortUpload?: prism.v1.AbortUploadRequest.$Shape|null;
              kvOpenDownload?: prism.v1.OpenDownloadRequest.$Shape|null;
              kvDownloadChunk?: prism.v1.DownloadChunkRequest.$Shape|null;
              streamPublish?: prism.v1.PublishRequest.$Shape|null;
              streamBatchPublish?: prism.v1.BatchPublishRequest.$Shape|null;
              streamFetch?: prism.v1.FetchRequest.$Shape|null;
              streamAck?: prism.v1.AckRequest.$Shape|null;
              streamNack?: prism.v1.NackRequest.$Shape|null;
              streamExtend?: prism.v1.ExtendRequest.$Shape|null;
              streamSubscribe?: prism.v1.SubscribeRequest.$Shape|null;
              streamCredit?: prism.v1.CreditRequest.$Shape|null;
              streamLeave?: prism.v1.LeaveRequest.$Shape|null;
              streamLag?: prism.v1.LagRequest.$Shape|null;
              streamSeek?: prism.v1.SeekRequest.$Shape|null;
              streamListDeadLetters?: prism.v1.ListDeadLettersRequest.$Shape|null;
              streamReplayDeadLetters?: prism.v1.ReplayDeadLettersRequest.$Shape|null;
              streamRemoveDeadLetters?: prism.v1.RemoveDeadLettersRequest.$Shape|null;
              streamListGroups?: prism.v1.ListGroupsRequest.$Shape|null;
              streamDropGroup?: prism.v1.DropGroupRequest.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ call?: undefined; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ call?: "kvGet"; kvGet: prism.v1.GetRequest.$Shape; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ call?: "kvPut"; kvGet?: null; kvPut: prism.v1.PutRequest.$Shape; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ call?: "kvDelete"; kvGet?: null; kvPut?: null; kvDelete: prism.v1.DeleteRequest.$Shape; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ call?: "kvScan"; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan: prism.v1.ScanRequest.$Shape; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ call?: "kvBatchGet"; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet: prism.v1.BatchGetRequest.$Shape; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ call?: "kvBatchPut"; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut: prism.v1.BatchPutRequest.$Shape; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ call?: "kvBatchDelete"; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete: prism.v1.BatchDeleteRequest.$Shape; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ call?: "kvExists"; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists: prism.v1.ExistsRequest.$Shape; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ call?: "kvIncrement"; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement: prism.v1.IncrementRequest.$Shape; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ call?: "kvTransact"; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact: prism.v1.TransactRequest.$Shape; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ call?: "kvBeginUpload"; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload: prism.v1.BeginUploadRequest.$Shape; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ call?: "kvUploadChunk"; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk: prism.v1.UploadChunkRequest.$Shape; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ call?: "kvCommitUpload"; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload: prism.v1.CommitUploadRequest.$Shape; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ call?: "kvAbortUpload"; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload: prism.v1.AbortUploadRequest.$Shape; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ call?: "kvOpenDownload"; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload: prism.v1.OpenDownloadRequest.$Shape; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ call?: "kvDownloadChunk"; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk: prism.v1.DownloadChunkRequest.$Shape; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ call?: "streamPublish"; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish: prism.v1.PublishRequest.$Shape; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ call?: "streamBatchPublish"; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish: prism.v1.BatchPublishRequest.$Shape; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ call?: "streamFetch"; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch: prism.v1.FetchRequest.$Shape; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ call?: "streamAck"; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck: prism.v1.AckRequest.$Shape; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ call?: "streamNack"; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack: prism.v1.NackRequest.$Shape; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ call?: "streamExtend"; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend: prism.v1.ExtendRequest.$Shape; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ call?: "streamSubscribe"; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe: prism.v1.SubscribeRequest.$Shape; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ call?: "streamCredit"; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit: prism.v1.CreditRequest.$Shape; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ call?: "streamLeave"; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave: prism.v1.LeaveRequest.$Shape; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ call?: "streamLag"; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag: prism.v1.LagRequest.$Shape; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ call?: "streamSeek"; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek: prism.v1.SeekRequest.$Shape; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ call?: "streamListDeadLetters"; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters: prism.v1.ListDeadLettersRequest.$Shape; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ call?: "streamReplayDeadLetters"; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters: prism.v1.ReplayDeadLettersRequest.$Shape; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ call?: "streamRemoveDeadLetters"; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters: prism.v1.RemoveDeadLettersRequest.$Shape; streamListGroups?: null; streamDropGroup?: null }|{ call?: "streamListGroups"; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups: prism.v1.ListGroupsRequest.$Shape; streamDropGroup?: null }|{ call?: "streamDropGroup"; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup: prism.v1.DropGroupRequest.$Shape })
            );
        }

        interface IMissedLevels extends prism.v1.MissedLevels.$Properties {
        }

        class MissedLevels {
            constructor(properties?: prism.v1.MissedLevels.$Properties);
            $unknowns?: Uint8Array[];
            missed: prism.v1.MissedLevel.$Properties[];
            static create(properties: prism.v1.MissedLevels.$Shape): prism.v1.MissedLevels & prism.v1.MissedLevels.$Shape;
            static create(properties?: prism.v1.MissedLevels.$Properties): prism.v1.MissedLevels;
            static encode(message: prism.v1.MissedLevels.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.MissedLevels & prism.v1.MissedLevels.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.MissedLevels;
            static toObject(message: prism.v1.MissedLevels, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace MissedLevels {
            interface $Properties {
                missed?: (prism.v1.MissedLevel.$Properties[]|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.MissedLevels.$Properties;
        }

        interface IMissedLevel extends prism.v1.MissedLevel.$Properties {
        }

        class MissedLevel {
            constructor(properties?: prism.v1.MissedLevel.$Properties);
            $unknowns?: Uint8Array[];
            level: string;
            target: number;
            current: number;
            static create(properties: prism.v1.MissedLevel.$Shape): prism.v1.MissedLevel & prism.v1.MissedLevel.$Shape;
            static create(properties?: prism.v1.MissedLevel.$Properties): prism.v1.MissedLevel;
            static encode(message: prism.v1.MissedLevel.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.MissedLevel & prism.v1.MissedLevel.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.MissedLevel;
            static toObject(message: prism.v1.MissedLevel, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace MissedLevel {
            interface $Properties {
                level?: (string|null);
                target?: (number|null);
                current?: (number|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.MissedLevel.$Properties;
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
            missedLevels?: (prism.v1.MissedLevels.$Properties|null);
            error?: (prism.v1.Error.$Properties|null);
            kvGet?: (prism.v1.GetResponse.$Properties|null);
            kvPut?: (prism.v1.PutResponse.$Properties|null);
            kvDelete?: (prism.v1.DeleteResponse.$Properties|null);
            kvScan?: (prism.v1.ScanResponse.$Properties|null);
            kvBatchGet?: (prism.v1.BatchGetResponse.$Properties|null);
            kvBatchPut?: (prism.v1.BatchPutResponse.$Properties|null);
            kvBatchDelete?: (prism.v1.BatchDeleteResponse.$Properties|null);
            kvExists?: (prism.v1.ExistsResponse.$Properties|null);
            kvIncrement?: (prism.v1.IncrementResponse.$Properties|null);
            kvTransact?: (prism.v1.TransactResponse.$Properties|null);
            kvBeginUpload?: (prism.v1.BeginUploadResponse.$Properties|null);
            kvUploadChunk?: (prism.v1.UploadChunkResponse.$Properties|null);
            kvCommitUpload?: (prism.v1.CommitUploadResponse.$Properties|null);
            kvAbortUpload?: (prism.v1.AbortUploadResponse.$Properties|null);
            kvOpenDownload?: (prism.v1.OpenDownloadResponse.$Properties|null);
            kvDownloadChunk?: (prism.v1.DownloadChunkResponse.$Properties|null);
            streamPublish?: (prism.v1.PublishResponse.$Properties|null);
            streamBatchPublish?: (prism.v1.BatchPublishResponse.$Properties|null);
            streamFetch?: (prism.v1.FetchResponse.$Properties|null);
            streamAck?: (prism.v1.SettleResponse.$Properties|null);
            streamNack?: (prism.v1.SettleResponse.$Properties|null);
            streamExtend?: (prism.v1.SettleResponse.$Properties|null);
            streamSubscribe?: (prism.v1.SubscribeResponse.$Properties|null);
            streamCredit?: (prism.v1.CreditResponse.$Properties|null);
            streamLeave?: (prism.v1.LeaveResponse.$Properties|null);
            streamLag?: (prism.v1.LagResponse.$Properties|null);
            streamSeek?: (prism.v1.SeekResponse.$Properties|null);
            streamListDeadLetters?: (prism.v1.ListDeadLettersResponse.$Properties|null);
            streamReplayDeadLetters?: (prism.v1.ReplayDeadLettersResponse.$Properties|null);
            streamRemoveDeadLetters?: (prism.v1.RemoveDeadLettersResponse.$Properties|null);
            streamListGroups?: (prism.v1.ListGroupsResponse.$Properties|null);
            streamDropGroup?: (prism.v1.DropGroupResponse.$Properties|null);
            result?: ("error"|"kvGet"|"kvPut"|"kvDelete"|"kvScan"|"kvBatchGet"|"kvBatchPut"|"kvBatchDelete"|"kvExists"|"kvIncrement"|"kvTransact"|"kvBeginUpload"|"kvUploadChunk"|"kvCommitUpload"|"kvAbortUpload"|"kvOpenDownload"|"kvDownloadChunk"|"streamPublish"|"streamBatchPublish"|"streamFetch"|"streamAck"|"streamNack"|"streamExtend"|"streamSubscribe"|"streamCredit"|"streamLeave"|"streamLag"|"streamSeek"|"streamListDeadLetters"|"streamReplayDeadLetters"|"streamRemoveDeadLetters"|"streamListGroups"|"streamDropGroup");
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
                missedLevels?: (prism.v1.MissedLevels.$Properties|null);
                error?: (prism.v1.Error.$Properties|null);
                kvGet?: (prism.v1.GetResponse.$Properties|null);
                kvPut?: (prism.v1.PutResponse.$Properties|null);
                kvDelete?: (prism.v1.DeleteResponse.$Properties|null);
                kvScan?: (prism.v1.ScanResponse.$Properties|null);
                kvBatchGet?: (prism.v1.BatchGetResponse.$Properties|null);
                kvBatchPut?: (prism.v1.BatchPutResponse.$Properties|null);
                kvBatchDelete?: (prism.v1.BatchDeleteResponse.$Properties|null);
                kvExists?: (prism.v1.ExistsResponse.$Properties|null);
                kvIncrement?: (prism.v1.IncrementResponse.$Properties|null);
                kvTransact?: (prism.v1.TransactResponse.$Properties|null);
                kvBeginUpload?: (prism.v1.BeginUploadResponse.$Properties|null);
                kvUploadChunk?: (prism.v1.UploadChunkResponse.$Properties|null);
                kvCommitUpload?: (prism.v1.CommitUploadResponse.$Properties|null);
                kvAbortUpload?: (prism.v1.AbortUploadResponse.$Properties|null);
                kvOpenDownload?: (prism.v1.OpenDownloadResponse.$Properties|null);
                kvDownloadChunk?: (prism.v1.DownloadChunkResponse.$Properties|null);
                streamPublish?: (prism.v1.PublishResponse.$Properties|null);
                streamBatchPublish?: (prism.v1.BatchPublishResponse.$Properties|null);
                streamFetch?: (prism.v1.FetchResponse.$Properties|null);
                streamAck?: (prism.v1.SettleResponse.$Properties|null);
                streamNack?: (prism.v1.SettleResponse.$Properties|null);
                streamExtend?: (prism.v1.SettleResponse.$Properties|null);
                streamSubscribe?: (prism.v1.SubscribeResponse.$Properties|null);
                streamCredit?: (prism.v1.CreditResponse.$Properties|null);
                streamLeave?: (prism.v1.LeaveResponse.$Properties|null);
                streamLag?: (prism.v1.LagResponse.$Properties|null);
                streamSeek?: (prism.v1.SeekResponse.$Properties|null);
                streamListDeadLetters?: (prism.v1.ListDeadLettersResponse.$Properties|null);
                streamReplayDeadLetters?: (prism.v1.ReplayDeadLettersResponse.$Properties|null);
                streamRemoveDeadLetters?: (prism.v1.RemoveDeadLettersResponse.$Properties|null);
                streamListGroups?: (prism.v1.ListGroupsResponse.$Properties|null);
                streamDropGroup?: (prism.v1.DropGroupResponse.$Properties|null);
                result?: ("error"|"kvGet"|"kvPut"|"kvDelete"|"kvScan"|"kvBatchGet"|"kvBatchPut"|"kvBatchDelete"|"kvExists"|"kvIncrement"|"kvTransact"|"kvBeginUpload"|"kvUploadChunk"|"kvCommitUpload"|"kvAbortUpload"|"kvOpenDownload"|"kvDownloadChunk"|"streamPublish"|"streamBatchPublish"|"streamFetch"|"streamAck"|"streamNack"|"streamExtend"|"streamSubscribe"|"streamCredit"|"streamLeave"|"streamLag"|"streamSeek"|"streamListDeadLetters"|"streamReplayDeadLetters"|"streamRemoveDeadLetters"|"streamListGroups"|"streamDropGroup");
                $unknowns?: Uint8Array[];
            }
            type $Shape = {
              id?: number|null;
              more?: boolean|null;
              queueUs?: number|null;
              backendUs?: number|null;
              missedLevels?: prism.v1.MissedLevels.$Shape|null;
              error?: prism.v1.Error.$Shape|null;
              kvGet?: prism.v1.GetResponse.$Shape|null;
              kvPut?: prism.v1.PutResponse.$Shape|null;
              kvDelete?: prism.v1.DeleteResponse.$Shape|null;
              kvScan?: prism.v1.ScanResponse.$Shape|null;
              kvBatchGet?: prism.v1.BatchGetResponse.$Shape|null;
              kvBatchPut?: prism.v1.BatchPutResponse.$Shape|null;
              kvBatchDelete?: prism.v1.BatchDeleteResponse.$Shape|null;
              kvExists?: prism.v1.ExistsResponse.$Shape|null;
              kvIncrement?: prism.v1.IncrementResponse.$Shape|null;
              kvTransact?: prism.v1.TransactResponse.$Shape|null;
              kvBeginUpload?: prism.v1.BeginUploadResponse.$Shape|null;
              kvUploadChunk?: prism.v1.UploadChunkResponse.$Shape|null;
              kvCommitUpload?: prism.v1.CommitUploadResponse.$Shape|null;
              kvAbortUpload?: prism.v1.AbortUploadResponse.$Shape|null;
              kvOpenDownload?: prism.v1.OpenDownloadResponse.$Shape|null;
              kvDownloadChunk?: prism.v1.DownloadChunkResponse.$Shape|null;
              streamPublish?: prism.v1.PublishResponse.$Shape|null;
              streamBatchPublish?: prism.v1.BatchPublishResponse.$Shape|null;
              streamFetch?: prism.v1.FetchResponse.$Shape|null;
              streamAck?: prism.v1.SettleResponse.$Shape|null;
              streamNack?: prism.v1.SettleResponse.$Shape|null;
              streamExtend?: prism.v1.SettleResponse.$Shape|null;
              streamSubscribe?: prism.v1.SubscribeResponse.$Shape|null;
              streamCredit?: prism.v1.CreditResponse.$Shape|null;
              streamLeave?: prism.v1.LeaveResponse.$Shape|null;
              streamLag?: prism.v1.LagResponse.$Shape|null;
              streamSeek?: prism.v1.SeekResponse.$Shape|null;
              streamListDeadLetters?: prism.v1.ListDeadLettersResponse.$Shape|null;
              streamReplayDeadLetters?: prism.v1.ReplayDeadLettersResponse.$Shape|null;
              streamRemoveDeadLetters?: prism.v1.RemoveDeadLettersResponse.$Shape|null;
              streamListGroups?: prism.v1.ListGroupsResponse.$Shape|null;
              streamDropGroup?: prism.v1.DropGroupResponse.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ result?: undefined; error?: null; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ result?: "error"; error: prism.v1.Error.$Shape; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ result?: "kvGet"; error?: null; kvGet: prism.v1.GetResponse.$Shape; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ result?: "kvPut"; error?: null; kvGet?: null; kvPut: prism.v1.PutResponse.$Shape; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ result?: "kvDelete"; error?: null; kvGet?: null; kvPut?: null; kvDelete: prism.v1.DeleteResponse.$Shape; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ result?: "kvScan"; error?: null; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan: prism.v1.ScanResponse.$Shape; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ result?: "kvBatchGet"; error?: null; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet: prism.v1.BatchGetResponse.$Shape; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ result?: "kvBatchPut"; error?: null; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut: prism.v1.BatchPutResponse.$Shape; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ result?: "kvBatchDelete"; error?: null; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete: prism.v1.BatchDeleteResponse.$Shape; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ result?: "kvExists"; error?: null; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists: prism.v1.ExistsResponse.$Shape; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ result?: "kvIncrement"; error?: null; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement: prism.v1.IncrementResponse.$Shape; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ result?: "kvTransact"; error?: null; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact: prism.v1.TransactResponse.$Shape; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ result?: "kvBeginUpload"; error?: null; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload: prism.v1.BeginUploadResponse.$Shape; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ result?: "kvUploadChunk"; error?: null; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk: prism.v1.UploadChunkResponse.$Shape; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ result?: "kvCommitUpload"; error?: null; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload: prism.v1.CommitUploadResponse.$Shape; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ result?: "kvAbortUpload"; error?: null; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload: prism.v1.AbortUploadResponse.$Shape; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ result?: "kvOpenDownload"; error?: null; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload: prism.v1.OpenDownloadResponse.$Shape; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ result?: "kvDownloadChunk"; error?: null; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk: prism.v1.DownloadChunkResponse.$Shape; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ result?: "streamPublish"; error?: null; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish: prism.v1.PublishResponse.$Shape; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ result?: "streamBatchPublish"; error?: null; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish: prism.v1.BatchPublishResponse.$Shape; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ result?: "streamFetch"; error?: null; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch: prism.v1.FetchResponse.$Shape; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ result?: "streamAck"; error?: null; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck: prism.v1.SettleResponse.$Shape; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ result?: "streamNack"; error?: null; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack: prism.v1.SettleResponse.$Shape; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ result?: "streamExtend"; error?: null; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend: prism.v1.SettleResponse.$Shape; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ result?: "streamSubscribe"; error?: null; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe: prism.v1.SubscribeResponse.$Shape; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ result?: "streamCredit"; error?: null; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit: prism.v1.CreditResponse.$Shape; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ result?: "streamLeave"; error?: null; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave: prism.v1.LeaveResponse.$Shape; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ result?: "streamLag"; error?: null; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag: prism.v1.LagResponse.$Shape; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ result?: "streamSeek"; error?: null; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek: prism.v1.SeekResponse.$Shape; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ result?: "streamListDeadLetters"; error?: null; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters: prism.v1.ListDeadLettersResponse.$Shape; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ result?: "streamReplayDeadLetters"; error?: null; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters: prism.v1.ReplayDeadLettersResponse.$Shape; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup?: null }|{ result?: "streamRemoveDeadLetters"; error?: null; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters: prism.v1.RemoveDeadLettersResponse.$Shape; streamListGroups?: null; streamDropGroup?: null }|{ result?: "streamListGroups"; error?: null; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups: prism.v1.ListGroupsResponse.$Shape; streamDropGroup?: null }|{ result?: "streamDropGroup"; error?: null; kvGet?: null; kvPut?: null; kvDelete?: null; kvScan?: null; kvBatchGet?: null; kvBatchPut?: null; kvBatchDelete?: null; kvExists?: null; kvIncrement?: null; kvTransact?: null; kvBeginUpload?: null; kvUploadChunk?: null; kvCommitUpload?: null; kvAbortUpload?: null; kvOpenDownload?: null; kvDownloadChunk?: null; streamPublish?: null; streamBatchPublish?: null; streamFetch?: null; streamAck?: null; streamNack?: null; streamExtend?: null; streamSubscribe?: null; streamCredit?: null; streamLeave?: null; streamLag?: null; streamSeek?: null; streamListDeadLetters?: null; streamReplayDeadLetters?: null; streamRemoveDeadLetters?: null; streamListGroups?: null; streamDropGroup: prism.v1.DropGroupResponse.$Shape })
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
            largeBytes: number;
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
                largeBytes?: (number|null);
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
            missedLevels: string;
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
                missedLevels?: (string|null);
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

        interface IIncrementRequest extends prism.v1.IncrementRequest.$Properties {
        }

        class IncrementRequest {
            constructor(properties?: prism.v1.IncrementRequest.$Properties);
            $unknowns?: Uint8Array[];
            namespace: string;
            key: string;
            delta: number;
            ttlMs: number;
            ifVersion?: (number|null);
            static create(properties: prism.v1.IncrementRequest.$Shape): prism.v1.IncrementRequest & prism.v1.IncrementRequest.$Shape;
            static create(properties?: prism.v1.IncrementRequest.$Properties): prism.v1.IncrementRequest;
            static encode(message: prism.v1.IncrementRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.IncrementRequest & prism.v1.IncrementRequest.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.IncrementRequest;
            static toObject(message: prism.v1.IncrementRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace IncrementRequest {
            interface $Properties {
                namespace?: (string|null);
                key?: (string|null);
                delta?: (number|null);
                ttlMs?: (number|null);
                ifVersion?: (number|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.IncrementRequest.$Properties;
        }

        interface IIncrementResponse extends prism.v1.IncrementResponse.$Properties {
        }

        class IncrementResponse {
            constructor(properties?: prism.v1.IncrementResponse.$Properties);
            $unknowns?: Uint8Array[];
            value: number;
            version: number;
            replayed: boolean;
            static create(properties: prism.v1.IncrementResponse.$Shape): prism.v1.IncrementResponse & prism.v1.IncrementResponse.$Shape;
            static create(properties?: prism.v1.IncrementResponse.$Properties): prism.v1.IncrementResponse;
            static encode(message: prism.v1.IncrementResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.IncrementResponse & prism.v1.IncrementResponse.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.IncrementResponse;
            static toObject(message: prism.v1.IncrementResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace IncrementResponse {
            interface $Properties {
                value?: (number|null);
                version?: (number|null);
                replayed?: (boolean|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.IncrementResponse.$Properties;
        }

        interface ITransactRequest extends prism.v1.TransactRequest.$Properties {
        }

        class TransactRequest {
            constructor(properties?: prism.v1.TransactRequest.$Properties);
            $unknowns?: Uint8Array[];
            namespace: string;
            operations: prism.v1.TransactOperation.$Properties[];
            static create(properties: prism.v1.TransactRequest.$Shape): prism.v1.TransactRequest & prism.v1.TransactRequest.$Shape;
            static create(properties?: prism.v1.TransactRequest.$Properties): prism.v1.TransactRequest;
            static encode(message: prism.v1.TransactRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.TransactRequest & prism.v1.TransactRequest.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.TransactRequest;
            static toObject(message: prism.v1.TransactRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace TransactRequest {
            interface $Properties {
                namespace?: (string|null);
                operations?: (prism.v1.TransactOperation.$Properties[]|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = {
              namespace?: string|null;
              operations?: prism.v1.TransactOperation.$Shape[]|null;
              $unknowns?: Uint8Array[];
            };
        }

        interface ITransactOperation extends prism.v1.TransactOperation.$Properties {
        }

        class TransactOperation {
            constructor(properties?: prism.v1.TransactOperation.$Properties);
            $unknowns?: Uint8Array[];
            check?: (prism.v1.TransactCheck.$Properties|null);
            put?: (prism.v1.BatchPutItem.$Properties|null);
            delete?: (prism.v1.BatchDeleteItem.$Properties|null);
            increment?: (prism.v1.TransactIncrement.$Properties|null);
            operation?: ("check"|"put"|"delete"|"increment");
            static create(properties: prism.v1.TransactOperation.$Shape): prism.v1.TransactOperation & prism.v1.TransactOperation.$Shape;
            static create(properties?: prism.v1.TransactOperation.$Properties): prism.v1.TransactOperation;
            static encode(message: prism.v1.TransactOperation.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.TransactOperation & prism.v1.TransactOperation.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.TransactOperation;
            static toObject(message: prism.v1.TransactOperation, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace TransactOperation {
            interface $Properties {
                check?: (prism.v1.TransactCheck.$Properties|null);
                put?: (prism.v1.BatchPutItem.$Properties|null);
                "delete"?: (prism.v1.BatchDeleteItem.$Properties|null);
                increment?: (prism.v1.TransactIncrement.$Properties|null);
                operation?: ("check"|"put"|"delete"|"increment");
                $unknowns?: Uint8Array[];
            }
            type $Shape = {
              check?: prism.v1.TransactCheck.$Shape|null;
              put?: prism.v1.BatchPutItem.$Shape|null;
              "delete"?: prism.v1.BatchDeleteItem.$Shape|null;
              increment?: prism.v1.TransactIncrement.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ operation?: undefined; check?: null; put?: null; "delete"?: null; increment?: null }|{ operation?: "check"; check: prism.v1.TransactCheck.$Shape; put?: null; "delete"?: null; increment?: null }|{ operation?: "put"; check?: null; put: prism.v1.BatchPutItem.$Shape; "delete"?: null; increment?: null }|{ operation?: "delete"; check?: null; put?: null; "delete": prism.v1.BatchDeleteItem.$Shape; increment?: null }|{ operation?: "increment"; check?: null; put?: null; "delete"?: null; increment: prism.v1.TransactIncrement.$Shape })
            );
        }

        interface ITransactCheck extends prism.v1.TransactCheck.$Properties {
        }

        class TransactCheck {
            constructor(properties?: prism.v1.TransactCheck.$Properties);
            $unknowns?: Uint8Array[];
            key: string;
            ifVersion: number;
            static create(properties: prism.v1.TransactCheck.$Shape): prism.v1.TransactCheck & prism.v1.TransactCheck.$Shape;
            static create(properties?: prism.v1.TransactCheck.$Properties): prism.v1.TransactCheck;
            static encode(message: prism.v1.TransactCheck.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.TransactCheck & prism.v1.TransactCheck.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.TransactCheck;
            static toObject(message: prism.v1.TransactCheck, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace TransactCheck {
            interface $Properties {
                key?: (string|null);
                ifVersion?: (number|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.TransactCheck.$Properties;
        }

        interface ITransactIncrement extends prism.v1.TransactIncrement.$Properties {
        }

        class TransactIncrement {
            constructor(properties?: prism.v1.TransactIncrement.$Properties);
            $unknowns?: Uint8Array[];
            key: string;
            delta: number;
            ttlMs: number;
            ifVersion?: (number|null);
            static create(properties: prism.v1.TransactIncrement.$Shape): prism.v1.TransactIncrement & prism.v1.TransactIncrement.$Shape;
            static create(properties?: prism.v1.TransactIncrement.$Properties): prism.v1.TransactIncrement;
            static encode(message: prism.v1.TransactIncrement.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.TransactIncrement & prism.v1.TransactIncrement.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.TransactIncrement;
            static toObject(message: prism.v1.TransactIncrement, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace TransactIncrement {
            interface $Properties {
                key?: (string|null);
                delta?: (number|null);
                ttlMs?: (number|null);
                ifVersion?: (number|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.TransactIncrement.$Properties;
        }

        interface ITransactResponse extends prism.v1.TransactResponse.$Properties {
        }

        class TransactResponse {
            constructor(properties?: prism.v1.TransactResponse.$Properties);
            $unknowns?: Uint8Array[];
            results: prism.v1.TransactResult.$Properties[];
            replayed: boolean;
            static create(properties: prism.v1.TransactResponse.$Shape): prism.v1.TransactResponse & prism.v1.TransactResponse.$Shape;
            static create(properties?: prism.v1.TransactResponse.$Properties): prism.v1.TransactResponse;
            static encode(message: prism.v1.TransactResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.TransactResponse & prism.v1.TransactResponse.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.TransactResponse;
            static toObject(message: prism.v1.TransactResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace TransactResponse {
            interface $Properties {
                results?: (prism.v1.TransactResult.$Properties[]|null);
                replayed?: (boolean|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.TransactResponse.$Properties;
        }

        interface ITransactResult extends prism.v1.TransactResult.$Properties {
        }

        class TransactResult {
            constructor(properties?: prism.v1.TransactResult.$Properties);
            $unknowns?: Uint8Array[];
            version: number;
            deleted: boolean;
            value: number;
            static create(properties: prism.v1.TransactResult.$Shape): prism.v1.TransactResult & prism.v1.TransactResult.$Shape;
            static create(properties?: prism.v1.TransactResult.$Properties): prism.v1.TransactResult;
            static encode(message: prism.v1.TransactResult.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.TransactResult & prism.v1.TransactResult.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.TransactResult;
            static toObject(message: prism.v1.TransactResult, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace TransactResult {
            interface $Properties {
                version?: (number|null);
                deleted?: (boolean|null);
                value?: (number|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.TransactResult.$Properties;
        }

        interface IBeginUploadRequest extends prism.v1.BeginUploadRequest.$Properties {
        }

        class BeginUploadRequest {
            constructor(properties?: prism.v1.BeginUploadRequest.$Properties);
            $unknowns?: Uint8Array[];
            namespace: string;
            key: string;
            encoding: string;
            ttlMs: number;
            ifVersion?: (number|null);
            size: number;
            static create(properties: prism.v1.BeginUploadRequest.$Shape): prism.v1.BeginUploadRequest & prism.v1.BeginUploadRequest.$Shape;
            static create(properties?: prism.v1.BeginUploadRequest.$Properties): prism.v1.BeginUploadRequest;
            static encode(message: prism.v1.BeginUploadRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.BeginUploadRequest & prism.v1.BeginUploadRequest.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.BeginUploadRequest;
            static toObject(message: prism.v1.BeginUploadRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace BeginUploadRequest {
            interface $Properties {
                namespace?: (string|null);
                key?: (string|null);
                encoding?: (string|null);
                ttlMs?: (number|null);
                ifVersion?: (number|null);
                size?: (number|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.BeginUploadRequest.$Properties;
        }

        interface IBeginUploadResponse extends prism.v1.BeginUploadResponse.$Properties {
        }

        class BeginUploadResponse {
            constructor(properties?: prism.v1.BeginUploadResponse.$Properties);
            $unknowns?: Uint8Array[];
            uploadId: string;
            chunkBytes: number;
            encoding: string;
            window: number;
            expiresAtMs: number;
            static create(properties: prism.v1.BeginUploadResponse.$Shape): prism.v1.BeginUploadResponse & prism.v1.BeginUploadResponse.$Shape;
            static create(properties?: prism.v1.BeginUploadResponse.$Properties): prism.v1.BeginUploadResponse;
            static encode(message: prism.v1.BeginUploadResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.BeginUploadResponse & prism.v1.BeginUploadResponse.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.BeginUploadResponse;
            static toObject(message: prism.v1.BeginUploadResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace BeginUploadResponse {
            interface $Properties {
                uploadId?: (string|null);
                chunkBytes?: (number|null);
                encoding?: (string|null);
                window?: (number|null);
                expiresAtMs?: (number|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.BeginUploadResponse.$Properties;
        }

        interface IUploadChunkRequest extends prism.v1.UploadChunkRequest.$Properties {
        }

        class UploadChunkRequest {
            constructor(properties?: prism.v1.UploadChunkRequest.$Properties);
            $unknowns?: Uint8Array[];
            namespace: string;
            key: string;
            uploadId: string;
            index: number;
            encoding: string;
            data: Uint8Array;
            static create(properties: prism.v1.UploadChunkRequest.$Shape): prism.v1.UploadChunkRequest & prism.v1.UploadChunkRequest.$Shape;
            static create(properties?: prism.v1.UploadChunkRequest.$Properties): prism.v1.UploadChunkRequest;
            static encode(message: prism.v1.UploadChunkRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.UploadChunkRequest & prism.v1.UploadChunkRequest.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.UploadChunkRequest;
            static toObject(message: prism.v1.UploadChunkRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace UploadChunkRequest {
            interface $Properties {
                namespace?: (string|null);
                key?: (string|null);
                uploadId?: (string|null);
                index?: (number|null);
                encoding?: (string|null);
                data?: (Uint8Array|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.UploadChunkRequest.$Properties;
        }

        interface IUploadChunkResponse extends prism.v1.UploadChunkResponse.$Properties {
        }

        class UploadChunkResponse {
            constructor(properties?: prism.v1.UploadChunkResponse.$Properties);
            $unknowns?: Uint8Array[];
            digest: Uint8Array;
            static create(properties: prism.v1.UploadChunkResponse.$Shape): prism.v1.UploadChunkResponse & prism.v1.UploadChunkResponse.$Shape;
            static create(properties?: prism.v1.UploadChunkResponse.$Properties): prism.v1.UploadChunkResponse;
            static encode(message: prism.v1.UploadChunkResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.UploadChunkResponse & prism.v1.UploadChunkResponse.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.UploadChunkResponse;
            static toObject(message: prism.v1.UploadChunkResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace UploadChunkResponse {
            interface $Properties {
                digest?: (Uint8Array|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.UploadChunkResponse.$Properties;
        }

        interface ICommitUploadRequest extends prism.v1.CommitUploadRequest.$Properties {
        }

        class CommitUploadRequest {
            constructor(properties?: prism.v1.CommitUploadRequest.$Properties);
            $unknowns?: Uint8Array[];
            namespace: string;
            key: string;
            uploadId: string;
            chunks: number;
            digest: Uint8Array;
            static create(properties: prism.v1.CommitUploadRequest.$Shape): prism.v1.CommitUploadRequest & prism.v1.CommitUploadRequest.$Shape;
            static create(properties?: prism.v1.CommitUploadRequest.$Properties): prism.v1.CommitUploadRequest;
            static encode(message: prism.v1.CommitUploadRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.CommitUploadRequest & prism.v1.CommitUploadRequest.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.CommitUploadRequest;
            static toObject(message: prism.v1.CommitUploadRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace CommitUploadRequest {
            interface $Properties {
                namespace?: (string|null);
                key?: (string|null);
                uploadId?: (string|null);
                chunks?: (number|null);
                digest?: (Uint8Array|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.CommitUploadRequest.$Properties;
        }

        interface ICommitUploadResponse extends prism.v1.CommitUploadResponse.$Properties {
        }

        class CommitUploadResponse {
            constructor(properties?: prism.v1.CommitUploadResponse.$Properties);
            $unknowns?: Uint8Array[];
            version: number;
            replayed: boolean;
            size: number;
            digest: Uint8Array;
            static create(properties: prism.v1.CommitUploadResponse.$Shape): prism.v1.CommitUploadResponse & prism.v1.CommitUploadResponse.$Shape;
            static create(properties?: prism.v1.CommitUploadResponse.$Properties): prism.v1.CommitUploadResponse;
            static encode(message: prism.v1.CommitUploadResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.CommitUploadResponse & prism.v1.CommitUploadResponse.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.CommitUploadResponse;
            static toObject(message: prism.v1.CommitUploadResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace CommitUploadResponse {
            interface $Properties {
                version?: (number|null);
                replayed?: (boolean|null);
                size?: (number|null);
                digest?: (Uint8Array|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.CommitUploadResponse.$Properties;
        }

        interface IAbortUploadRequest extends prism.v1.AbortUploadRequest.$Properties {
        }

        class AbortUploadRequest {
            constructor(properties?: prism.v1.AbortUploadRequest.$Properties);
            $unknowns?: Uint8Array[];
            namespace: string;
            key: string;
            uploadId: string;
            static create(properties: prism.v1.AbortUploadRequest.$Shape): prism.v1.AbortUploadRequest & prism.v1.AbortUploadRequest.$Shape;
            static create(properties?: prism.v1.AbortUploadRequest.$Properties): prism.v1.AbortUploadRequest;
            static encode(message: prism.v1.AbortUploadRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.AbortUploadRequest & prism.v1.AbortUploadRequest.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.AbortUploadRequest;
            static toObject(message: prism.v1.AbortUploadRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace AbortUploadRequest {
            interface $Properties {
                namespace?: (string|null);
                key?: (string|null);
                uploadId?: (string|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.AbortUploadRequest.$Properties;
        }

        interface IAbortUploadResponse extends prism.v1.AbortUploadResponse.$Properties {
        }

        class AbortUploadResponse {
            constructor(properties?: prism.v1.AbortUploadResponse.$Properties);
            $unknowns?: Uint8Array[];
            aborted: boolean;
            static create(properties: prism.v1.AbortUploadResponse.$Shape): prism.v1.AbortUploadResponse & prism.v1.AbortUploadResponse.$Shape;
            static create(properties?: prism.v1.AbortUploadResponse.$Properties): prism.v1.AbortUploadResponse;
            static encode(message: prism.v1.AbortUploadResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.AbortUploadResponse & prism.v1.AbortUploadResponse.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.AbortUploadResponse;
            static toObject(message: prism.v1.AbortUploadResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace AbortUploadResponse {
            interface $Properties {
                aborted?: (boolean|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.AbortUploadResponse.$Properties;
        }

        interface IOpenDownloadRequest extends prism.v1.OpenDownloadRequest.$Properties {
        }

        class OpenDownloadRequest {
            constructor(properties?: prism.v1.OpenDownloadRequest.$Properties);
            $unknowns?: Uint8Array[];
            namespace: string;
            key: string;
            static create(properties: prism.v1.OpenDownloadRequest.$Shape): prism.v1.OpenDownloadRequest & prism.v1.OpenDownloadRequest.$Shape;
            static create(properties?: prism.v1.OpenDownloadRequest.$Properties): prism.v1.OpenDownloadRequest;
            static encode(message: prism.v1.OpenDownloadRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.OpenDownloadRequest & prism.v1.OpenDownloadRequest.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.OpenDownloadRequest;
            static toObject(message: prism.v1.OpenDownloadRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace OpenDownloadRequest {
            interface $Properties {
                namespace?: (string|null);
                key?: (string|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.OpenDownloadRequest.$Properties;
        }

        interface IOpenDownloadResponse extends prism.v1.OpenDownloadResponse.$Properties {
        }

        class OpenDownloadResponse {
            constructor(properties?: prism.v1.OpenDownloadResponse.$Properties);
            $unknowns?: Uint8Array[];
            found: boolean;
            value: Uint8Array;
            version: number;
            expiresAtMs: number;
            downloadId: string;
            size: number;
            chunkBytes: number;
            chunks: number;
            encoding: string;
            digest: Uint8Array;
            keptBytes: number;
            static create(properties: prism.v1.OpenDownloadResponse.$Shape): prism.v1.OpenDownloadResponse & prism.v1.OpenDownloadResponse.$Shape;
            static create(properties?: prism.v1.OpenDownloadResponse.$Properties): prism.v1.OpenDownloadResponse;
            static encode(message: prism.v1.OpenDownloadResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.OpenDownloadResponse & prism.v1.OpenDownloadResponse.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.OpenDownloadResponse;
            static toObject(message: prism.v1.OpenDownloadResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace OpenDownloadResponse {
            interface $Properties {
                found?: (boolean|null);
                value?: (Uint8Array|null);
                version?: (number|null);
                expiresAtMs?: (number|null);
                downloadId?: (string|null);
                size?: (number|null);
                chunkBytes?: (number|null);
                chunks?: (number|null);
                encoding?: (string|null);
                digest?: (Uint8Array|null);
                keptBytes?: (number|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.OpenDownloadResponse.$Properties;
        }

        interface IDownloadChunkRequest extends prism.v1.DownloadChunkRequest.$Properties {
        }

        class DownloadChunkRequest {
            constructor(properties?: prism.v1.DownloadChunkRequest.$Properties);
            $unknowns?: Uint8Array[];
            namespace: string;
            key: string;
            downloadId: string;
            index: number;
            acceptEncodings: string[];
            static create(properties: prism.v1.DownloadChunkRequest.$Shape): prism.v1.DownloadChunkRequest & prism.v1.DownloadChunkRequest.$Shape;
            static create(properties?: prism.v1.DownloadChunkRequest.$Properties): prism.v1.DownloadChunkRequest;
            static encode(message: prism.v1.DownloadChunkRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.DownloadChunkRequest & prism.v1.DownloadChunkRequest.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.DownloadChunkRequest;
            static toObject(message: prism.v1.DownloadChunkRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace DownloadChunkRequest {
            interface $Properties {
                namespace?: (string|null);
                key?: (string|null);
                downloadId?: (string|null);
                index?: (number|null);
                acceptEncodings?: (string[]|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.DownloadChunkRequest.$Properties;
        }

        interface IDownloadChunkResponse extends prism.v1.DownloadChunkResponse.$Properties {
        }

        class DownloadChunkResponse {
            constructor(properties?: prism.v1.DownloadChunkResponse.$Properties);
            $unknowns?: Uint8Array[];
            encoding: string;
            data: Uint8Array;
            static create(properties: prism.v1.DownloadChunkResponse.$Shape): prism.v1.DownloadChunkResponse & prism.v1.DownloadChunkResponse.$Shape;
            static create(properties?: prism.v1.DownloadChunkResponse.$Properties): prism.v1.DownloadChunkResponse;
            static encode(message: prism.v1.DownloadChunkResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.DownloadChunkResponse & prism.v1.DownloadChunkResponse.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.DownloadChunkResponse;
            static toObject(message: prism.v1.DownloadChunkResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace DownloadChunkResponse {
            interface $Properties {
                encoding?: (string|null);
                data?: (Uint8Array|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.DownloadChunkResponse.$Properties;
        }

        interface IPutStreamRequest extends prism.v1.PutStreamRequest.$Properties {
        }

        class PutStreamRequest {
            constructor(properties?: prism.v1.PutStreamRequest.$Properties);
            $unknowns?: Uint8Array[];
            namespace: string;
            key: string;
            data: Uint8Array;
            encoding: string;
            ttlMs: number;
            ifVersion?: (number|null);
            size: number;
            digest: Uint8Array;
            static create(properties: prism.v1.PutStreamRequest.$Shape): prism.v1.PutStreamRequest & prism.v1.PutStreamRequest.$Shape;
            static create(properties?: prism.v1.PutStreamRequest.$Properties): prism.v1.PutStreamRequest;
            static encode(message: prism.v1.PutStreamRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.PutStreamRequest & prism.v1.PutStreamRequest.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.PutStreamRequest;
            static toObject(message: prism.v1.PutStreamRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace PutStreamRequest {
            interface $Properties {
                namespace?: (string|null);
                key?: (string|null);
                data?: (Uint8Array|null);
                encoding?: (string|null);
                ttlMs?: (number|null);
                ifVersion?: (number|null);
                size?: (number|null);
                digest?: (Uint8Array|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.PutStreamRequest.$Properties;
        }

        interface IPutStreamResponse extends prism.v1.PutStreamResponse.$Properties {
        }

        class PutStreamResponse {
            constructor(properties?: prism.v1.PutStreamResponse.$Properties);
            $unknowns?: Uint8Array[];
            version: number;
            size: number;
            digest: Uint8Array;
            replayed: boolean;
            static create(properties: prism.v1.PutStreamResponse.$Shape): prism.v1.PutStreamResponse & prism.v1.PutStreamResponse.$Shape;
            static create(properties?: prism.v1.PutStreamResponse.$Properties): prism.v1.PutStreamResponse;
            static encode(message: prism.v1.PutStreamResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.PutStreamResponse & prism.v1.PutStreamResponse.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.PutStreamResponse;
            static toObject(message: prism.v1.PutStreamResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace PutStreamResponse {
            interface $Properties {
                version?: (number|null);
                size?: (number|null);
                digest?: (Uint8Array|null);
                replayed?: (boolean|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.PutStreamResponse.$Properties;
        }

        interface IGetStreamRequest extends prism.v1.GetStreamRequest.$Properties {
        }

        class GetStreamRequest {
            constructor(properties?: prism.v1.GetStreamRequest.$Properties);
            $unknowns?: Uint8Array[];
            namespace: string;
            key: string;
            offset: number;
            length: number;
            acceptEncodings: string[];
            static create(properties: prism.v1.GetStreamRequest.$Shape): prism.v1.GetStreamRequest & prism.v1.GetStreamRequest.$Shape;
            static create(properties?: prism.v1.GetStreamRequest.$Properties): prism.v1.GetStreamRequest;
            static encode(message: prism.v1.GetStreamRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.GetStreamRequest & prism.v1.GetStreamRequest.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.GetStreamRequest;
            static toObject(message: prism.v1.GetStreamRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace GetStreamRequest {
            interface $Properties {
                namespace?: (string|null);
                key?: (string|null);
                offset?: (number|null);
                length?: (number|null);
                acceptEncodings?: (string[]|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.GetStreamRequest.$Properties;
        }

        interface IGetStreamResponse extends prism.v1.GetStreamResponse.$Properties {
        }

        class GetStreamResponse {
            constructor(properties?: prism.v1.GetStreamResponse.$Properties);
            $unknowns?: Uint8Array[];
            found: boolean;
            version: number;
            expiresAtMs: number;
            size: number;
            digest: Uint8Array;
            chunkBytes: number;
            encoding: string;
            data: Uint8Array;
            static create(properties: prism.v1.GetStreamResponse.$Shape): prism.v1.GetStreamResponse & prism.v1.GetStreamResponse.$Shape;
            static create(properties?: prism.v1.GetStreamResponse.$Properties): prism.v1.GetStreamResponse;
            static encode(message: prism.v1.GetStreamResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.GetStreamResponse & prism.v1.GetStreamResponse.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.GetStreamResponse;
            static toObject(message: prism.v1.GetStreamResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace GetStreamResponse {
            interface $Properties {
                found?: (boolean|null);
                version?: (number|null);
                expiresAtMs?: (number|null);
                size?: (number|null);
                digest?: (Uint8Array|null);
                chunkBytes?: (number|null);
                encoding?: (string|null);
                data?: (Uint8Array|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.GetStreamResponse.$Properties;
        }

        interface IHeader extends prism.v1.Header.$Properties {
        }

        class Header {
            constructor(properties?: prism.v1.Header.$Properties);
            $unknowns?: Uint8Array[];
            name: string;
            value: Uint8Array;
            static create(properties: prism.v1.Header.$Shape): prism.v1.Header & prism.v1.Header.$Shape;
            static create(properties?: prism.v1.Header.$Properties): prism.v1.Header;
            static encode(message: prism.v1.Header.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.Header & prism.v1.Header.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.Header;
            static toObject(message: prism.v1.Header, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace Header {
            interface $Properties {
                name?: (string|null);
                value?: (Uint8Array|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.Header.$Properties;
        }

        interface IMessage extends prism.v1.Message.$Properties {
        }

        class Message {
            constructor(properties?: prism.v1.Message.$Properties);
            $unknowns?: Uint8Array[];
            key: string;
            value: Uint8Array;
            headers: prism.v1.Header.$Properties[];
            idempotencyKey: string;
            static create(properties: prism.v1.Message.$Shape): prism.v1.Message & prism.v1.Message.$Shape;
            static create(properties?: prism.v1.Message.$Properties): prism.v1.Message;
            static encode(message: prism.v1.Message.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.Message & prism.v1.Message.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.Message;
            static toObject(message: prism.v1.Message, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace Message {
            interface $Properties {
                key?: (string|null);
                value?: (Uint8Array|null);
                headers?: (prism.v1.Header.$Properties[]|null);
                idempotencyKey?: (string|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.Message.$Properties;
        }

        interface IDelivery extends prism.v1.Delivery.$Properties {
        }

        class Delivery {
            constructor(properties?: prism.v1.Delivery.$Properties);
            $unknowns?: Uint8Array[];
            position: string;
            key: string;
            value: Uint8Array;
            headers: prism.v1.Header.$Properties[];
            publishedMs: number;
            attempt: number;
            lease: string;
            static create(properties: prism.v1.Delivery.$Shape): prism.v1.Delivery & prism.v1.Delivery.$Shape;
            static create(properties?: prism.v1.Delivery.$Properties): prism.v1.Delivery;
            static encode(message: prism.v1.Delivery.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.Delivery & prism.v1.Delivery.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.Delivery;
            static toObject(message: prism.v1.Delivery, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace Delivery {
            interface $Properties {
                position?: (string|null);
                key?: (string|null);
                value?: (Uint8Array|null);
                headers?: (prism.v1.Header.$Properties[]|null);
                publishedMs?: (number|null);
                attempt?: (number|null);
                lease?: (string|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.Delivery.$Properties;
        }

        interface IStreamStart extends prism.v1.StreamStart.$Properties {
        }

        class StreamStart {
            constructor(properties?: prism.v1.StreamStart.$Properties);
            $unknowns?: Uint8Array[];
            earliest?: (boolean|null);
            latest?: (boolean|null);
            position?: (string|null);
            after?: (string|null);
            timeMs?: (number|null);
            at?: ("earliest"|"latest"|"position"|"after"|"timeMs");
            static create(properties: prism.v1.StreamStart.$Shape): prism.v1.StreamStart & prism.v1.StreamStart.$Shape;
            static create(properties?: prism.v1.StreamStart.$Properties): prism.v1.StreamStart;
            static encode(message: prism.v1.StreamStart.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.StreamStart & prism.v1.StreamStart.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.StreamStart;
            static toObject(message: prism.v1.StreamStart, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace StreamStart {
            interface $Properties {
                earliest?: (boolean|null);
                latest?: (boolean|null);
                position?: (string|null);
                after?: (string|null);
                timeMs?: (number|null);
                at?: ("earliest"|"latest"|"position"|"after"|"timeMs");
                $unknowns?: Uint8Array[];
            }
            type $Shape = {
              earliest?: boolean|null;
              latest?: boolean|null;
              position?: string|null;
              after?: string|null;
              timeMs?: number|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ at?: undefined; earliest?: null; latest?: null; position?: null; after?: null; timeMs?: null }|{ at?: "earliest"; earliest: boolean; latest?: null; position?: null; after?: null; timeMs?: null }|{ at?: "latest"; earliest?: null; latest: boolean; position?: null; after?: null; timeMs?: null }|{ at?: "position"; earliest?: null; latest?: null; position: string; after?: null; timeMs?: null }|{ at?: "after"; earliest?: null; latest?: null; position?: null; after: string; timeMs?: null }|{ at?: "timeMs"; earliest?: null; latest?: null; position?: null; after?: null; timeMs: number })
            );
        }

        interface IStreamFilter extends prism.v1.StreamFilter.$Properties {
        }

        class StreamFilter {
            constructor(properties?: prism.v1.StreamFilter.$Properties);
            $unknowns?: Uint8Array[];
            keyPrefix: string;
            headers: prism.v1.Header.$Properties[];
            static create(properties: prism.v1.StreamFilter.$Shape): prism.v1.StreamFilter & prism.v1.StreamFilter.$Shape;
            static create(properties?: prism.v1.StreamFilter.$Properties): prism.v1.StreamFilter;
            static encode(message: prism.v1.StreamFilter.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.StreamFilter & prism.v1.StreamFilter.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.StreamFilter;
            static toObject(message: prism.v1.StreamFilter, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace StreamFilter {
            interface $Properties {
                keyPrefix?: (string|null);
                headers?: (prism.v1.Header.$Properties[]|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.StreamFilter.$Properties;
        }

        interface IPublishRequest extends prism.v1.PublishRequest.$Properties {
        }

        class PublishRequest {
            constructor(properties?: prism.v1.PublishRequest.$Properties);
            $unknowns?: Uint8Array[];
            namespace: string;
            message?: (prism.v1.Message.$Properties|null);
            static create(properties: prism.v1.PublishRequest.$Shape): prism.v1.PublishRequest & prism.v1.PublishRequest.$Shape;
            static create(properties?: prism.v1.PublishRequest.$Properties): prism.v1.PublishRequest;
            static encode(message: prism.v1.PublishRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.PublishRequest & prism.v1.PublishRequest.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.PublishRequest;
            static toObject(message: prism.v1.PublishRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace PublishRequest {
            interface $Properties {
                namespace?: (string|null);
                message?: (prism.v1.Message.$Properties|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.PublishRequest.$Properties;
        }

        interface IPublishResponse extends prism.v1.PublishResponse.$Properties {
        }

        class PublishResponse {
            constructor(properties?: prism.v1.PublishResponse.$Properties);
            $unknowns?: Uint8Array[];
            position: string;
            replayed: boolean;
            static create(properties: prism.v1.PublishResponse.$Shape): prism.v1.PublishResponse & prism.v1.PublishResponse.$Shape;
            static create(properties?: prism.v1.PublishResponse.$Properties): prism.v1.PublishResponse;
            static encode(message: prism.v1.PublishResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.PublishResponse & prism.v1.PublishResponse.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.PublishResponse;
            static toObject(message: prism.v1.PublishResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace PublishResponse {
            interface $Properties {
                position?: (string|null);
                replayed?: (boolean|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.PublishResponse.$Properties;
        }

        interface IBatchPublishRequest extends prism.v1.BatchPublishRequest.$Properties {
        }

        class BatchPublishRequest {
            constructor(properties?: prism.v1.BatchPublishRequest.$Properties);
            $unknowns?: Uint8Array[];
            namespace: string;
            messages: prism.v1.Message.$Properties[];
            static create(properties: prism.v1.BatchPublishRequest.$Shape): prism.v1.BatchPublishRequest & prism.v1.BatchPublishRequest.$Shape;
            static create(properties?: prism.v1.BatchPublishRequest.$Properties): prism.v1.BatchPublishRequest;
            static encode(message: prism.v1.BatchPublishRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.BatchPublishRequest & prism.v1.BatchPublishRequest.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.BatchPublishRequest;
            static toObject(message: prism.v1.BatchPublishRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace BatchPublishRequest {
            interface $Properties {
                namespace?: (string|null);
                messages?: (prism.v1.Message.$Properties[]|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.BatchPublishRequest.$Properties;
        }

        interface IBatchPublishResponse extends prism.v1.BatchPublishResponse.$Properties {
        }

        class BatchPublishResponse {
            constructor(properties?: prism.v1.BatchPublishResponse.$Properties);
            $unknowns?: Uint8Array[];
            results: prism.v1.PublishResult.$Properties[];
            static create(properties: prism.v1.BatchPublishResponse.$Shape): prism.v1.BatchPublishResponse & prism.v1.BatchPublishResponse.$Shape;
            static create(properties?: prism.v1.BatchPublishResponse.$Properties): prism.v1.BatchPublishResponse;
            static encode(message: prism.v1.BatchPublishResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.BatchPublishResponse & prism.v1.BatchPublishResponse.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.BatchPublishResponse;
            static toObject(message: prism.v1.BatchPublishResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace BatchPublishResponse {
            interface $Properties {
                results?: (prism.v1.PublishResult.$Properties[]|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.BatchPublishResponse.$Properties;
        }

        interface IPublishResult extends prism.v1.PublishResult.$Properties {
        }

        class PublishResult {
            constructor(properties?: prism.v1.PublishResult.$Properties);
            $unknowns?: Uint8Array[];
            position: string;
            replayed: boolean;
            error?: (prism.v1.Error.$Properties|null);
            static create(properties: prism.v1.PublishResult.$Shape): prism.v1.PublishResult & prism.v1.PublishResult.$Shape;
            static create(properties?: prism.v1.PublishResult.$Properties): prism.v1.PublishResult;
            static encode(message: prism.v1.PublishResult.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.PublishResult & prism.v1.PublishResult.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.PublishResult;
            static toObject(message: prism.v1.PublishResult, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace PublishResult {
            interface $Properties {
                position?: (string|null);
                replayed?: (boolean|null);
                error?: (prism.v1.Error.$Properties|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.PublishResult.$Properties;
        }

        interface IFetchRequest extends prism.v1.FetchRequest.$Properties {
        }

        class FetchRequest {
            constructor(properties?: prism.v1.FetchRequest.$Properties);
            $unknowns?: Uint8Array[];
            namespace: string;
            group: string;
            consumer: string;
            subscription: string;
            start?: (prism.v1.StreamStart.$Properties|null);
            maxMessages: number;
            maxBytes: number;
            waitMs: number;
            filter?: (prism.v1.StreamFilter.$Properties|null);
            ackTimeoutMs: number;
            static create(properties: prism.v1.FetchRequest.$Shape): prism.v1.FetchRequest & prism.v1.FetchRequest.$Shape;
            static create(properties?: prism.v1.FetchRequest.$Properties): prism.v1.FetchRequest;
            static encode(message: prism.v1.FetchRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.FetchRequest & prism.v1.FetchRequest.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.FetchRequest;
            static toObject(message: prism.v1.FetchRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace FetchRequest {
            interface $Properties {
                namespace?: (string|null);
                group?: (string|null);
                consumer?: (string|null);
                subscription?: (string|null);
                start?: (prism.v1.StreamStart.$Properties|null);
                maxMessages?: (number|null);
                maxBytes?: (number|null);
                waitMs?: (number|null);
                filter?: (prism.v1.StreamFilter.$Properties|null);
                ackTimeoutMs?: (number|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = {
              namespace?: string|null;
              group?: string|null;
              consumer?: string|null;
              subscription?: string|null;
              start?: prism.v1.StreamStart.$Shape|null;
              maxMessages?: number|null;
              maxBytes?: number|null;
              waitMs?: number|null;
              filter?: prism.v1.StreamFilter.$Shape|null;
              ackTimeoutMs?: number|null;
              $unknowns?: Uint8Array[];
            };
        }

        interface IFetchResponse extends prism.v1.FetchResponse.$Properties {
        }

        class FetchResponse {
            constructor(properties?: prism.v1.FetchResponse.$Properties);
            $unknowns?: Uint8Array[];
            deliveries: prism.v1.Delivery.$Properties[];
            nextPosition: string;
            consumer: string;
            static create(properties: prism.v1.FetchResponse.$Shape): prism.v1.FetchResponse & prism.v1.FetchResponse.$Shape;
            static create(properties?: prism.v1.FetchResponse.$Properties): prism.v1.FetchResponse;
            static encode(message: prism.v1.FetchResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.FetchResponse & prism.v1.FetchResponse.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.FetchResponse;
            static toObject(message: prism.v1.FetchResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace FetchResponse {
            interface $Properties {
                deliveries?: (prism.v1.Delivery.$Properties[]|null);
                nextPosition?: (string|null);
                consumer?: (string|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.FetchResponse.$Properties;
        }

        interface ISubscribeRequest extends prism.v1.SubscribeRequest.$Properties {
        }

        class SubscribeRequest {
            constructor(properties?: prism.v1.SubscribeRequest.$Properties);
            $unknowns?: Uint8Array[];
            namespace: string;
            group: string;
            consumer: string;
            start?: (prism.v1.StreamStart.$Properties|null);
            maxMessages: number;
            maxBytes: number;
            filter?: (prism.v1.StreamFilter.$Properties|null);
            ackTimeoutMs: number;
            credits: number;
            static create(properties: prism.v1.SubscribeRequest.$Shape): prism.v1.SubscribeRequest & prism.v1.SubscribeRequest.$Shape;
            static create(properties?: prism.v1.SubscribeRequest.$Properties): prism.v1.SubscribeRequest;
            static encode(message: prism.v1.SubscribeRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.SubscribeRequest & prism.v1.SubscribeRequest.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.SubscribeRequest;
            static toObject(message: prism.v1.SubscribeRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace SubscribeRequest {
            interface $Properties {
                namespace?: (string|null);
                group?: (string|null);
                consumer?: (string|null);
                start?: (prism.v1.StreamStart.$Properties|null);
                maxMessages?: (number|null);
                maxBytes?: (number|null);
                filter?: (prism.v1.StreamFilter.$Properties|null);
                ackTimeoutMs?: (number|null);
                credits?: (number|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = {
              namespace?: string|null;
              group?: string|null;
              consumer?: string|null;
              start?: prism.v1.StreamStart.$Shape|null;
              maxMessages?: number|null;
              maxBytes?: number|null;
              filter?: prism.v1.StreamFilter.$Shape|null;
              ackTimeoutMs?: number|null;
              credits?: number|null;
              $unknowns?: Uint8Array[];
            };
        }

        interface ISubscribeResponse extends prism.v1.SubscribeResponse.$Properties {
        }

        class SubscribeResponse {
            constructor(properties?: prism.v1.SubscribeResponse.$Properties);
            $unknowns?: Uint8Array[];
            deliveries: prism.v1.Delivery.$Properties[];
            nextPosition: string;
            consumer: string;
            missedLevels: string;
            static create(properties: prism.v1.SubscribeResponse.$Shape): prism.v1.SubscribeResponse & prism.v1.SubscribeResponse.$Shape;
            static create(properties?: prism.v1.SubscribeResponse.$Properties): prism.v1.SubscribeResponse;
            static encode(message: prism.v1.SubscribeResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.SubscribeResponse & prism.v1.SubscribeResponse.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.SubscribeResponse;
            static toObject(message: prism.v1.SubscribeResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace SubscribeResponse {
            interface $Properties {
                deliveries?: (prism.v1.Delivery.$Properties[]|null);
                nextPosition?: (string|null);
                consumer?: (string|null);
                missedLevels?: (string|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.SubscribeResponse.$Properties;
        }

        interface ICreditRequest extends prism.v1.CreditRequest.$Properties {
        }

        class CreditRequest {
            constructor(properties?: prism.v1.CreditRequest.$Properties);
            $unknowns?: Uint8Array[];
            namespace: string;
            subscribeId: number;
            credits: number;
            static create(properties: prism.v1.CreditRequest.$Shape): prism.v1.CreditRequest & prism.v1.CreditRequest.$Shape;
            static create(properties?: prism.v1.CreditRequest.$Properties): prism.v1.CreditRequest;
            static encode(message: prism.v1.CreditRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.CreditRequest & prism.v1.CreditRequest.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.CreditRequest;
            static toObject(message: prism.v1.CreditRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace CreditRequest {
            interface $Properties {
                namespace?: (string|null);
                subscribeId?: (number|null);
                credits?: (number|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.CreditRequest.$Properties;
        }

        interface ICreditResponse extends prism.v1.CreditResponse.$Properties {
        }

        class CreditResponse {
            constructor(properties?: prism.v1.CreditResponse.$Properties);
            $unknowns?: Uint8Array[];
            credits: number;
            static create(properties: prism.v1.CreditResponse.$Shape): prism.v1.CreditResponse & prism.v1.CreditResponse.$Shape;
            static create(properties?: prism.v1.CreditResponse.$Properties): prism.v1.CreditResponse;
            static encode(message: prism.v1.CreditResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.CreditResponse & prism.v1.CreditResponse.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.CreditResponse;
            static toObject(message: prism.v1.CreditResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace CreditResponse {
            interface $Properties {
                credits?: (number|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.CreditResponse.$Properties;
        }

        interface IAckRequest extends prism.v1.AckRequest.$Properties {
        }

        class AckRequest {
            constructor(properties?: prism.v1.AckRequest.$Properties);
            $unknowns?: Uint8Array[];
            namespace: string;
            group: string;
            leases: string[];
            static create(properties: prism.v1.AckRequest.$Shape): prism.v1.AckRequest & prism.v1.AckRequest.$Shape;
            static create(properties?: prism.v1.AckRequest.$Properties): prism.v1.AckRequest;
            static encode(message: prism.v1.AckRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.AckRequest & prism.v1.AckRequest.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.AckRequest;
            static toObject(message: prism.v1.AckRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace AckRequest {
            interface $Properties {
                namespace?: (string|null);
                group?: (string|null);
                leases?: (string[]|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.AckRequest.$Properties;
        }

        interface INackRequest extends prism.v1.NackRequest.$Properties {
        }

        class NackRequest {
            constructor(properties?: prism.v1.NackRequest.$Properties);
            $unknowns?: Uint8Array[];
            namespace: string;
            group: string;
            leases: string[];
            delayMs: number;
            bury: boolean;
            reason: string;
            static create(properties: prism.v1.NackRequest.$Shape): prism.v1.NackRequest & prism.v1.NackRequest.$Shape;
            static create(properties?: prism.v1.NackRequest.$Properties): prism.v1.NackRequest;
            static encode(message: prism.v1.NackRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.NackRequest & prism.v1.NackRequest.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.NackRequest;
            static toObject(message: prism.v1.NackRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace NackRequest {
            interface $Properties {
                namespace?: (string|null);
                group?: (string|null);
                leases?: (string[]|null);
                delayMs?: (number|null);
                bury?: (boolean|null);
                reason?: (string|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.NackRequest.$Properties;
        }

        interface IExtendRequest extends prism.v1.ExtendRequest.$Properties {
        }

        class ExtendRequest {
            constructor(properties?: prism.v1.ExtendRequest.$Properties);
            $unknowns?: Uint8Array[];
            namespace: string;
            group: string;
            leases: string[];
            ackTimeoutMs: number;
            static create(properties: prism.v1.ExtendRequest.$Shape): prism.v1.ExtendRequest & prism.v1.ExtendRequest.$Shape;
            static create(properties?: prism.v1.ExtendRequest.$Properties): prism.v1.ExtendRequest;
            static encode(message: prism.v1.ExtendRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.ExtendRequest & prism.v1.ExtendRequest.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.ExtendRequest;
            static toObject(message: prism.v1.ExtendRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace ExtendRequest {
            interface $Properties {
                namespace?: (string|null);
                group?: (string|null);
                leases?: (string[]|null);
                ackTimeoutMs?: (number|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.ExtendRequest.$Properties;
        }

        interface ISettleResponse extends prism.v1.SettleResponse.$Properties {
        }

        class SettleResponse {
            constructor(properties?: prism.v1.SettleResponse.$Properties);
            $unknowns?: Uint8Array[];
            results: prism.v1.SettleResult.$Properties[];
            static create(properties: prism.v1.SettleResponse.$Shape): prism.v1.SettleResponse & prism.v1.SettleResponse.$Shape;
            static create(properties?: prism.v1.SettleResponse.$Properties): prism.v1.SettleResponse;
            static encode(message: prism.v1.SettleResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.SettleResponse & prism.v1.SettleResponse.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.SettleResponse;
            static toObject(message: prism.v1.SettleResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace SettleResponse {
            interface $Properties {
                results?: (prism.v1.SettleResult.$Properties[]|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.SettleResponse.$Properties;
        }

        interface ISettleResult extends prism.v1.SettleResult.$Properties {
        }

        class SettleResult {
            constructor(properties?: prism.v1.SettleResult.$Properties);
            $unknowns?: Uint8Array[];
            error?: (prism.v1.Error.$Properties|null);
            static create(properties: prism.v1.SettleResult.$Shape): prism.v1.SettleResult & prism.v1.SettleResult.$Shape;
            static create(properties?: prism.v1.SettleResult.$Properties): prism.v1.SettleResult;
            static encode(message: prism.v1.SettleResult.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.SettleResult & prism.v1.SettleResult.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.SettleResult;
            static toObject(message: prism.v1.SettleResult, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace SettleResult {
            interface $Properties {
                error?: (prism.v1.Error.$Properties|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.SettleResult.$Properties;
        }

        interface ILeaveRequest extends prism.v1.LeaveRequest.$Properties {
        }

        class LeaveRequest {
            constructor(properties?: prism.v1.LeaveRequest.$Properties);
            $unknowns?: Uint8Array[];
            namespace: string;
            group: string;
            consumer: string;
            subscription: string;
            subscribeId: number;
            static create(properties: prism.v1.LeaveRequest.$Shape): prism.v1.LeaveRequest & prism.v1.LeaveRequest.$Shape;
            static create(properties?: prism.v1.LeaveRequest.$Properties): prism.v1.LeaveRequest;
            static encode(message: prism.v1.LeaveRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.LeaveRequest & prism.v1.LeaveRequest.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.LeaveRequest;
            static toObject(message: prism.v1.LeaveRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace LeaveRequest {
            interface $Properties {
                namespace?: (string|null);
                group?: (string|null);
                consumer?: (string|null);
                subscription?: (string|null);
                subscribeId?: (number|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.LeaveRequest.$Properties;
        }

        interface ILeaveResponse extends prism.v1.LeaveResponse.$Properties {
        }

        class LeaveResponse {
            constructor(properties?: prism.v1.LeaveResponse.$Properties);
            $unknowns?: Uint8Array[];
            static create(properties: prism.v1.LeaveResponse.$Shape): prism.v1.LeaveResponse & prism.v1.LeaveResponse.$Shape;
            static create(properties?: prism.v1.LeaveResponse.$Properties): prism.v1.LeaveResponse;
            static encode(message: prism.v1.LeaveResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.LeaveResponse & prism.v1.LeaveResponse.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.LeaveResponse;
            static toObject(message: prism.v1.LeaveResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace LeaveResponse {
            interface $Properties {
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.LeaveResponse.$Properties;
        }

        interface ILagRequest extends prism.v1.LagRequest.$Properties {
        }

        class LagRequest {
            constructor(properties?: prism.v1.LagRequest.$Properties);
            $unknowns?: Uint8Array[];
            namespace: string;
            group: string;
            static create(properties: prism.v1.LagRequest.$Shape): prism.v1.LagRequest & prism.v1.LagRequest.$Shape;
            static create(properties?: prism.v1.LagRequest.$Properties): prism.v1.LagRequest;
            static encode(message: prism.v1.LagRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.LagRequest & prism.v1.LagRequest.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.LagRequest;
            static toObject(message: prism.v1.LagRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace LagRequest {
            interface $Properties {
                namespace?: (string|null);
                group?: (string|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.LagRequest.$Properties;
        }

        interface ILagResponse extends prism.v1.LagResponse.$Properties {
        }

        class LagResponse {
            constructor(properties?: prism.v1.LagResponse.$Properties);
            $unknowns?: Uint8Array[];
            waiting: number;
            pending: number;
            partitions: prism.v1.PartitionLag.$Properties[];
            static create(properties: prism.v1.LagResponse.$Shape): prism.v1.LagResponse & prism.v1.LagResponse.$Shape;
            static create(properties?: prism.v1.LagResponse.$Properties): prism.v1.LagResponse;
            static encode(message: prism.v1.LagResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.LagResponse & prism.v1.LagResponse.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.LagResponse;
            static toObject(message: prism.v1.LagResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace LagResponse {
            interface $Properties {
                waiting?: (number|null);
                pending?: (number|null);
                partitions?: (prism.v1.PartitionLag.$Properties[]|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.LagResponse.$Properties;
        }

        interface IPartitionLag extends prism.v1.PartitionLag.$Properties {
        }

        class PartitionLag {
            constructor(properties?: prism.v1.PartitionLag.$Properties);
            $unknowns?: Uint8Array[];
            partition: number;
            position: string;
            end: string;
            waiting: number;
            static create(properties: prism.v1.PartitionLag.$Shape): prism.v1.PartitionLag & prism.v1.PartitionLag.$Shape;
            static create(properties?: prism.v1.PartitionLag.$Properties): prism.v1.PartitionLag;
            static encode(message: prism.v1.PartitionLag.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.PartitionLag & prism.v1.PartitionLag.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.PartitionLag;
            static toObject(message: prism.v1.PartitionLag, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace PartitionLag {
            interface $Properties {
                partition?: (number|null);
                position?: (string|null);
                end?: (string|null);
                waiting?: (number|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.PartitionLag.$Properties;
        }

        interface ISeekRequest extends prism.v1.SeekRequest.$Properties {
        }

        class SeekRequest {
            constructor(properties?: prism.v1.SeekRequest.$Properties);
            $unknowns?: Uint8Array[];
            namespace: string;
            group: string;
            to?: (prism.v1.StreamStart.$Properties|null);
            static create(properties: prism.v1.SeekRequest.$Shape): prism.v1.SeekRequest & prism.v1.SeekRequest.$Shape;
            static create(properties?: prism.v1.SeekRequest.$Properties): prism.v1.SeekRequest;
            static encode(message: prism.v1.SeekRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.SeekRequest & prism.v1.SeekRequest.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.SeekRequest;
            static toObject(message: prism.v1.SeekRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace SeekRequest {
            interface $Properties {
                namespace?: (string|null);
                group?: (string|null);
                to?: (prism.v1.StreamStart.$Properties|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = {
              namespace?: string|null;
              group?: string|null;
              to?: prism.v1.StreamStart.$Shape|null;
              $unknowns?: Uint8Array[];
            };
        }

        interface ISeekResponse extends prism.v1.SeekResponse.$Properties {
        }

        class SeekResponse {
            constructor(properties?: prism.v1.SeekResponse.$Properties);
            $unknowns?: Uint8Array[];
            static create(properties: prism.v1.SeekResponse.$Shape): prism.v1.SeekResponse & prism.v1.SeekResponse.$Shape;
            static create(properties?: prism.v1.SeekResponse.$Properties): prism.v1.SeekResponse;
            static encode(message: prism.v1.SeekResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.SeekResponse & prism.v1.SeekResponse.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.SeekResponse;
            static toObject(message: prism.v1.SeekResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace SeekResponse {
            interface $Properties {
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.SeekResponse.$Properties;
        }

        interface IListDeadLettersRequest extends prism.v1.ListDeadLettersRequest.$Properties {
        }

        class ListDeadLettersRequest {
            constructor(properties?: prism.v1.ListDeadLettersRequest.$Properties);
            $unknowns?: Uint8Array[];
            namespace: string;
            group: string;
            pageSize: number;
            pageToken: string;
            static create(properties: prism.v1.ListDeadLettersRequest.$Shape): prism.v1.ListDeadLettersRequest & prism.v1.ListDeadLettersRequest.$Shape;
            static create(properties?: prism.v1.ListDeadLettersRequest.$Properties): prism.v1.ListDeadLettersRequest;
            static encode(message: prism.v1.ListDeadLettersRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.ListDeadLettersRequest & prism.v1.ListDeadLettersRequest.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.ListDeadLettersRequest;
            static toObject(message: prism.v1.ListDeadLettersRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace ListDeadLettersRequest {
            interface $Properties {
                namespace?: (string|null);
                group?: (string|null);
                pageSize?: (number|null);
                pageToken?: (string|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.ListDeadLettersRequest.$Properties;
        }

        interface IListDeadLettersResponse extends prism.v1.ListDeadLettersResponse.$Properties {
        }

        class ListDeadLettersResponse {
            constructor(properties?: prism.v1.ListDeadLettersResponse.$Properties);
            $unknowns?: Uint8Array[];
            deadLetters: prism.v1.DeadLetter.$Properties[];
            nextPageToken: string;
            static create(properties: prism.v1.ListDeadLettersResponse.$Shape): prism.v1.ListDeadLettersResponse & prism.v1.ListDeadLettersResponse.$Shape;
            static create(properties?: prism.v1.ListDeadLettersResponse.$Properties): prism.v1.ListDeadLettersResponse;
            static encode(message: prism.v1.ListDeadLettersResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.ListDeadLettersResponse & prism.v1.ListDeadLettersResponse.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.ListDeadLettersResponse;
            static toObject(message: prism.v1.ListDeadLettersResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace ListDeadLettersResponse {
            interface $Properties {
                deadLetters?: (prism.v1.DeadLetter.$Properties[]|null);
                nextPageToken?: (string|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.ListDeadLettersResponse.$Properties;
        }

        interface IDeadLetter extends prism.v1.DeadLetter.$Properties {
        }

        class DeadLetter {
            constructor(properties?: prism.v1.DeadLetter.$Properties);
            $unknowns?: Uint8Array[];
            id: string;
            group: string;
            reason: string;
            attempts: number;
            diedMs: number;
            message?: (prism.v1.Delivery.$Properties|null);
            static create(properties: prism.v1.DeadLetter.$Shape): prism.v1.DeadLetter & prism.v1.DeadLetter.$Shape;
            static create(properties?: prism.v1.DeadLetter.$Properties): prism.v1.DeadLetter;
            static encode(message: prism.v1.DeadLetter.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.DeadLetter & prism.v1.DeadLetter.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.DeadLetter;
            static toObject(message: prism.v1.DeadLetter, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace DeadLetter {
            interface $Properties {
                id?: (string|null);
                group?: (string|null);
                reason?: (string|null);
                attempts?: (number|null);
                diedMs?: (number|null);
                message?: (prism.v1.Delivery.$Properties|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.DeadLetter.$Properties;
        }

        interface IReplayDeadLettersRequest extends prism.v1.ReplayDeadLettersRequest.$Properties {
        }

        class ReplayDeadLettersRequest {
            constructor(properties?: prism.v1.ReplayDeadLettersRequest.$Properties);
            $unknowns?: Uint8Array[];
            namespace: string;
            ids: string[];
            static create(properties: prism.v1.ReplayDeadLettersRequest.$Shape): prism.v1.ReplayDeadLettersRequest & prism.v1.ReplayDeadLettersRequest.$Shape;
            static create(properties?: prism.v1.ReplayDeadLettersRequest.$Properties): prism.v1.ReplayDeadLettersRequest;
            static encode(message: prism.v1.ReplayDeadLettersRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.ReplayDeadLettersRequest & prism.v1.ReplayDeadLettersRequest.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.ReplayDeadLettersRequest;
            static toObject(message: prism.v1.ReplayDeadLettersRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace ReplayDeadLettersRequest {
            interface $Properties {
                namespace?: (string|null);
                ids?: (string[]|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.ReplayDeadLettersRequest.$Properties;
        }

        interface IReplayDeadLettersResponse extends prism.v1.ReplayDeadLettersResponse.$Properties {
        }

        class ReplayDeadLettersResponse {
            constructor(properties?: prism.v1.ReplayDeadLettersResponse.$Properties);
            $unknowns?: Uint8Array[];
            count: number;
            static create(properties: prism.v1.ReplayDeadLettersResponse.$Shape): prism.v1.ReplayDeadLettersResponse & prism.v1.ReplayDeadLettersResponse.$Shape;
            static create(properties?: prism.v1.ReplayDeadLettersResponse.$Properties): prism.v1.ReplayDeadLettersResponse;
            static encode(message: prism.v1.ReplayDeadLettersResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.ReplayDeadLettersResponse & prism.v1.ReplayDeadLettersResponse.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.ReplayDeadLettersResponse;
            static toObject(message: prism.v1.ReplayDeadLettersResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace ReplayDeadLettersResponse {
            interface $Properties {
                count?: (number|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.ReplayDeadLettersResponse.$Properties;
        }

        interface IRemoveDeadLettersRequest extends prism.v1.RemoveDeadLettersRequest.$Properties {
        }

        class RemoveDeadLettersRequest {
            constructor(properties?: prism.v1.RemoveDeadLettersRequest.$Properties);
            $unknowns?: Uint8Array[];
            namespace: string;
            ids: string[];
            static create(properties: prism.v1.RemoveDeadLettersRequest.$Shape): prism.v1.RemoveDeadLettersRequest & prism.v1.RemoveDeadLettersRequest.$Shape;
            static create(properties?: prism.v1.RemoveDeadLettersRequest.$Properties): prism.v1.RemoveDeadLettersRequest;
            static encode(message: prism.v1.RemoveDeadLettersRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.RemoveDeadLettersRequest & prism.v1.RemoveDeadLettersRequest.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.RemoveDeadLettersRequest;
            static toObject(message: prism.v1.RemoveDeadLettersRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace RemoveDeadLettersRequest {
            interface $Properties {
                namespace?: (string|null);
                ids?: (string[]|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.RemoveDeadLettersRequest.$Properties;
        }

        interface IRemoveDeadLettersResponse extends prism.v1.RemoveDeadLettersResponse.$Properties {
        }

        class RemoveDeadLettersResponse {
            constructor(properties?: prism.v1.RemoveDeadLettersResponse.$Properties);
            $unknowns?: Uint8Array[];
            count: number;
            static create(properties: prism.v1.RemoveDeadLettersResponse.$Shape): prism.v1.RemoveDeadLettersResponse & prism.v1.RemoveDeadLettersResponse.$Shape;
            static create(properties?: prism.v1.RemoveDeadLettersResponse.$Properties): prism.v1.RemoveDeadLettersResponse;
            static encode(message: prism.v1.RemoveDeadLettersResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.RemoveDeadLettersResponse & prism.v1.RemoveDeadLettersResponse.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.RemoveDeadLettersResponse;
            static toObject(message: prism.v1.RemoveDeadLettersResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace RemoveDeadLettersResponse {
            interface $Properties {
                count?: (number|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.RemoveDeadLettersResponse.$Properties;
        }

        interface IListGroupsRequest extends prism.v1.ListGroupsRequest.$Properties {
        }

        class ListGroupsRequest {
            constructor(properties?: prism.v1.ListGroupsRequest.$Properties);
            $unknowns?: Uint8Array[];
            namespace: string;
            static create(properties: prism.v1.ListGroupsRequest.$Shape): prism.v1.ListGroupsRequest & prism.v1.ListGroupsRequest.$Shape;
            static create(properties?: prism.v1.ListGroupsRequest.$Properties): prism.v1.ListGroupsRequest;
            static encode(message: prism.v1.ListGroupsRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.ListGroupsRequest & prism.v1.ListGroupsRequest.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.ListGroupsRequest;
            static toObject(message: prism.v1.ListGroupsRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace ListGroupsRequest {
            interface $Properties {
                namespace?: (string|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.ListGroupsRequest.$Properties;
        }

        interface IListGroupsResponse extends prism.v1.ListGroupsResponse.$Properties {
        }

        class ListGroupsResponse {
            constructor(properties?: prism.v1.ListGroupsResponse.$Properties);
            $unknowns?: Uint8Array[];
            groups: prism.v1.Group.$Properties[];
            static create(properties: prism.v1.ListGroupsResponse.$Shape): prism.v1.ListGroupsResponse & prism.v1.ListGroupsResponse.$Shape;
            static create(properties?: prism.v1.ListGroupsResponse.$Properties): prism.v1.ListGroupsResponse;
            static encode(message: prism.v1.ListGroupsResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.ListGroupsResponse & prism.v1.ListGroupsResponse.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.ListGroupsResponse;
            static toObject(message: prism.v1.ListGroupsResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace ListGroupsResponse {
            interface $Properties {
                groups?: (prism.v1.Group.$Properties[]|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.ListGroupsResponse.$Properties;
        }

        interface IGroup extends prism.v1.Group.$Properties {
        }

        class Group {
            constructor(properties?: prism.v1.Group.$Properties);
            $unknowns?: Uint8Array[];
            name: string;
            consumers: number;
            static create(properties: prism.v1.Group.$Shape): prism.v1.Group & prism.v1.Group.$Shape;
            static create(properties?: prism.v1.Group.$Properties): prism.v1.Group;
            static encode(message: prism.v1.Group.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.Group & prism.v1.Group.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.Group;
            static toObject(message: prism.v1.Group, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace Group {
            interface $Properties {
                name?: (string|null);
                consumers?: (number|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.Group.$Properties;
        }

        interface IDropGroupRequest extends prism.v1.DropGroupRequest.$Properties {
        }

        class DropGroupRequest {
            constructor(properties?: prism.v1.DropGroupRequest.$Properties);
            $unknowns?: Uint8Array[];
            namespace: string;
            group: string;
            static create(properties: prism.v1.DropGroupRequest.$Shape): prism.v1.DropGroupRequest & prism.v1.DropGroupRequest.$Shape;
            static create(properties?: prism.v1.DropGroupRequest.$Properties): prism.v1.DropGroupRequest;
            static encode(message: prism.v1.DropGroupRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.DropGroupRequest & prism.v1.DropGroupRequest.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.DropGroupRequest;
            static toObject(message: prism.v1.DropGroupRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace DropGroupRequest {
            interface $Properties {
                namespace?: (string|null);
                group?: (string|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.DropGroupRequest.$Properties;
        }

        interface IDropGroupResponse extends prism.v1.DropGroupResponse.$Properties {
        }

        class DropGroupResponse {
            constructor(properties?: prism.v1.DropGroupResponse.$Properties);
            $unknowns?: Uint8Array[];
            dropped: boolean;
            static create(properties: prism.v1.DropGroupResponse.$Shape): prism.v1.DropGroupResponse & prism.v1.DropGroupResponse.$Shape;
            static create(properties?: prism.v1.DropGroupResponse.$Properties): prism.v1.DropGroupResponse;
            static encode(message: prism.v1.DropGroupResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.DropGroupResponse & prism.v1.DropGroupResponse.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.DropGroupResponse;
            static toObject(message: prism.v1.DropGroupResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace DropGroupResponse {
            interface $Properties {
                dropped?: (boolean|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.DropGroupResponse.$Properties;
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
            needs?: (prism.v1.Needs.$Properties|null);
            stream?: (prism.v1.StreamSettings.$Properties|null);
            capture?: (prism.v1.CaptureSettings.$Properties|null);
            largeValues?: (prism.v1.LargeValueSettings.$Properties|null);
            etag: string;
            origin: prism.v1.Namespace.Origin;
            file: string;
            state: prism.v1.Namespace.State;
            problem: string;
            revision: number;
            createTime: string;
            updateTime: string;
            updatedBy: string;
            store?: (prism.v1.Store.$Properties|null);
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
                needs?: (prism.v1.Needs.$Properties|null);
                stream?: (prism.v1.StreamSettings.$Properties|null);
                capture?: (prism.v1.CaptureSettings.$Properties|null);
                largeValues?: (prism.v1.LargeValueSettings.$Properties|null);
                etag?: (string|null);
                origin?: (prism.v1.Namespace.Origin|null);
                file?: (string|null);
                state?: (prism.v1.Namespace.State|null);
                problem?: (string|null);
                revision?: (number|null);
                createTime?: (string|null);
                updateTime?: (string|null);
                updatedBy?: (string|null);
                store?: (prism.v1.Store.$Properties|null);
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

        interface IStore extends prism.v1.Store.$Properties {
        }

        class Store {
            constructor(properties?: prism.v1.Store.$Properties);
            $unknowns?: Uint8Array[];
            state: prism.v1.Store.State;
            problem: string;
            workers: number;
            up: number;
            isProbed: boolean;
            durability: string;
            consistency: string;
            ordering: string;
            abilities: string[];
            findings: prism.v1.Store.Finding.$Properties[];
            static create(properties: prism.v1.Store.$Shape): prism.v1.Store & prism.v1.Store.$Shape;
            static create(properties?: prism.v1.Store.$Properties): prism.v1.Store;
            static encode(message: prism.v1.Store.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.Store & prism.v1.Store.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.Store;
            static toObject(message: prism.v1.Store, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace Store {
            interface $Properties {
                state?: (prism.v1.Store.State|null);
                problem?: (string|null);
                workers?: (number|null);
                up?: (number|null);
                isProbed?: (boolean|null);
                durability?: (string|null);
                consistency?: (string|null);
                ordering?: (string|null);
                abilities?: (string[]|null);
                findings?: (prism.v1.Store.Finding.$Properties[]|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.Store.$Properties;

            enum State {
                STATE_UNSPECIFIED = 0,
                UP = 1,
                TRIAL = 2,
                DOWN = 3
            }

            interface IFinding extends prism.v1.Store.Finding.$Properties {
            }

            class Finding {
                constructor(properties?: prism.v1.Store.Finding.$Properties);
                $unknowns?: Uint8Array[];
                setting: string;
                value: string;
                meaning: string;
                static create(properties: prism.v1.Store.Finding.$Shape): prism.v1.Store.Finding & prism.v1.Store.Finding.$Shape;
                static create(properties?: prism.v1.Store.Finding.$Properties): prism.v1.Store.Finding;
                static encode(message: prism.v1.Store.Finding.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.Store.Finding & prism.v1.Store.Finding.$Shape;
                static fromObject(object: { [k: string]: any }): prism.v1.Store.Finding;
                static toObject(message: prism.v1.Store.Finding, options?: $protobuf.IConversionOptions): { [k: string]: any };
                toJSON(): { [k: string]: any };
            }

            namespace Finding {
                interface $Properties {
                    setting?: (string|null);
                    value?: (string|null);
                    meaning?: (string|null);
                    $unknowns?: Uint8Array[];
                }
                type $Shape = prism.v1.Store.Finding.$Properties;
            }
        }

        interface INeeds extends prism.v1.Needs.$Properties {
        }

        class Needs {
            constructor(properties?: prism.v1.Needs.$Properties);
            $unknowns?: Uint8Array[];
            durability: string;
            consistency: string;
            ordering: string;
            abilities: string[];
            readP50Ms?: (number|null);
            readP99Ms?: (number|null);
            readP999Ms?: (number|null);
            writeP50Ms?: (number|null);
            writeP99Ms?: (number|null);
            writeP999Ms?: (number|null);
            readRps?: (number|null);
            writeRps?: (number|null);
            errorRatio?: (number|null);
            static create(properties: prism.v1.Needs.$Shape): prism.v1.Needs & prism.v1.Needs.$Shape;
            static create(properties?: prism.v1.Needs.$Properties): prism.v1.Needs;
            static encode(message: prism.v1.Needs.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.Needs & prism.v1.Needs.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.Needs;
            static toObject(message: prism.v1.Needs, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace Needs {
            interface $Properties {
                durability?: (string|null);
                consistency?: (string|null);
                ordering?: (string|null);
                abilities?: (string[]|null);
                readP50Ms?: (number|null);
                readP99Ms?: (number|null);
                readP999Ms?: (number|null);
                writeP50Ms?: (number|null);
                writeP99Ms?: (number|null);
                writeP999Ms?: (number|null);
                readRps?: (number|null);
                writeRps?: (number|null);
                errorRatio?: (number|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.Needs.$Properties;
        }

        interface IStreamSettings extends prism.v1.StreamSettings.$Properties {
        }

        class StreamSettings {
            constructor(properties?: prism.v1.StreamSettings.$Properties);
            $unknowns?: Uint8Array[];
            retention: string;
            maxBytes?: (number|null);
            partitions?: (number|null);
            replicas?: (number|null);
            keep: string;
            maxAttempts?: (number|null);
            ackTimeout: string;
            static create(properties: prism.v1.StreamSettings.$Shape): prism.v1.StreamSettings & prism.v1.StreamSettings.$Shape;
            static create(properties?: prism.v1.StreamSettings.$Properties): prism.v1.StreamSettings;
            static encode(message: prism.v1.StreamSettings.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.StreamSettings & prism.v1.StreamSettings.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.StreamSettings;
            static toObject(message: prism.v1.StreamSettings, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace StreamSettings {
            interface $Properties {
                retention?: (string|null);
                maxBytes?: (number|null);
                partitions?: (number|null);
                replicas?: (number|null);
                keep?: (string|null);
                maxAttempts?: (number|null);
                ackTimeout?: (string|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.StreamSettings.$Properties;
        }

        interface ICaptureSettings extends prism.v1.CaptureSettings.$Properties {
        }

        class CaptureSettings {
            constructor(properties?: prism.v1.CaptureSettings.$Properties);
            $unknowns?: Uint8Array[];
            mode: string;
            sample?: (number|null);
            maxBytes?: (number|null);
            maxAge: string;
            values: string;
            keySeparator: string;
            static create(properties: prism.v1.CaptureSettings.$Shape): prism.v1.CaptureSettings & prism.v1.CaptureSettings.$Shape;
            static create(properties?: prism.v1.CaptureSettings.$Properties): prism.v1.CaptureSettings;
            static encode(message: prism.v1.CaptureSettings.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.CaptureSettings & prism.v1.CaptureSettings.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.CaptureSettings;
            static toObject(message: prism.v1.CaptureSettings, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace CaptureSettings {
            interface $Properties {
                mode?: (string|null);
                sample?: (number|null);
                maxBytes?: (number|null);
                maxAge?: (string|null);
                values?: (string|null);
                keySeparator?: (string|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.CaptureSettings.$Properties;
        }

        interface ILargeValueSettings extends prism.v1.LargeValueSettings.$Properties {
        }

        class LargeValueSettings {
            constructor(properties?: prism.v1.LargeValueSettings.$Properties);
            $unknowns?: Uint8Array[];
            compression: string;
            static create(properties: prism.v1.LargeValueSettings.$Shape): prism.v1.LargeValueSettings & prism.v1.LargeValueSettings.$Shape;
            static create(properties?: prism.v1.LargeValueSettings.$Properties): prism.v1.LargeValueSettings;
            static encode(message: prism.v1.LargeValueSettings.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): prism.v1.LargeValueSettings & prism.v1.LargeValueSettings.$Shape;
            static fromObject(object: { [k: string]: any }): prism.v1.LargeValueSettings;
            static toObject(message: prism.v1.LargeValueSettings, options?: $protobuf.IConversionOptions): { [k: string]: any };
            toJSON(): { [k: string]: any };
        }

        namespace LargeValueSettings {
            interface $Properties {
                compression?: (string|null);
                $unknowns?: Uint8Array[];
            }
            type $Shape = prism.v1.LargeValueSettings.$Properties;
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
