/** Something asked of the generator that it cannot do; the message says what. */
export class SampleError extends Error {
  override readonly name = 'SampleError';
}
