/** Numbers of errors that the store acts on, as brokers send them. https://kafka.apache.org/protocol#protocol_error_codes */
export const ErrorCode = {
  /** The place that was asked for is not there: it was removed, or the log is shorter than it was. */
  OFFSET_OUT_OF_RANGE: 1,
  UNKNOWN_TOPIC_OR_PARTITION: 3,
  LEADER_NOT_AVAILABLE: 5,
  NOT_LEADER: 6,
  REQUEST_TIMED_OUT: 7,
  MESSAGE_TOO_LARGE: 10,
  COORDINATOR_LOADING: 14,
  COORDINATOR_NOT_AVAILABLE: 15,
  NOT_COORDINATOR: 16,
  NOT_ENOUGH_REPLICAS_AFTER_APPEND: 20,
  ILLEGAL_GENERATION: 22,
  UNKNOWN_MEMBER_ID: 25,
  REBALANCE_IN_PROGRESS: 27,
  TOPIC_ALREADY_EXISTS: 36,
  OUT_OF_ORDER_SEQUENCE: 45,
  /** Appended already, but too long ago for the broker to know where. */
  DUPLICATE_SEQUENCE: 46,
  INVALID_PRODUCER_EPOCH: 47,
  STORAGE_ERROR: 56,
  UNKNOWN_PRODUCER: 59,
  GROUP_ID_NOT_FOUND: 69,
  FENCED_INSTANCE_ID: 82,
} as const;
