import { Partitioners } from 'kafkajs';

/**
 * The partition of a key among `count`, by the hash of Kafka's own clients (murmur2), so that other programs that
 * write with the same key agree. Partitions added to a topic later do not change it.
 */
export function createPartitioner(count: number): (key: string) => number {
  const partition = Partitioners.DefaultPartitioner();
  const partitionMetadata = Array.from({ length: count }, (_, partitionId) => ({
    partitionErrorCode: 0,
    partitionId,
    leader: 0,
    replicas: [],
    isr: [],
  }));
  return (key) => partition({ topic: '', partitionMetadata, message: { key, value: null } });
}
