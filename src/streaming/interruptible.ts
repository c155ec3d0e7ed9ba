/**
 * The values of a source until the signal aborts; then it throws the signal's reason at once, even when the source does
 * not listen to the signal.
 */
export async function* interruptible<T>(source: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  const iterator = source[Symbol.asyncIterator]()
  try {
    for (;;) {
      const { done, value } = await next(iterator, signal)
      if (done) return
      yield value
    }
  } finally {
    // Not awaited: a source that hangs would hang here too.
    Promise.resolve(iterator.return?.()).catch(() => undefined)
  }
}

/** No `Promise.race` with the signal: that would hold on to every value until the signal is gone. */
function next<T>(iterator: AsyncIterator<T>, signal: AbortSignal): Promise<IteratorResult<T>> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason)
    const aborted = () => reject(signal.reason)
    signal.addEventListener('abort', aborted, { once: true })
    iterator
      .next()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', aborted))
  })
}
