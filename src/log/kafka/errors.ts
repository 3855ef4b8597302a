/** The topics are not as they have to be; the message says what is wrong and how to change it. */
export class KafkaTopicError extends Error {
  override readonly name = 'KafkaTopicError';

  constructor(wrong: string) {
    super(`Kafka's topics are not as Runbook needs them:\n${wrong}`);
  }
}
