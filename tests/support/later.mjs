// Loaded before the program: at SIGUSR2 eleven minutes have passed, and what was to happen within them does.
const timers = new Map()
const { setTimeout: start, clearTimeout: stop } = globalThis
const { now } = Date
let passed = 0

Date.now = () => now() + passed
globalThis.setTimeout = (callback, ms, ...args) => {
  const timer = start(callback, ms, ...args)
  if (ms >= 60_000) timers.set(timer, callback)
  return timer
}
globalThis.clearTimeout = (timer) => {
  timers.delete(timer)
  stop(timer)
}

process.on('SIGUSR2', () => {
  passed += 11 * 60_000
  for (const [timer, callback] of [...timers]) {
    globalThis.clearTimeout(timer)
    callback()
  }
})
