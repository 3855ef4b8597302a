/** The largest value of a record that an event log takes, in bytes of UTF-8; a broker may be set to take less. */
export const MAX_RECORD_BYTES = 32 * 1024 * 1024;
