import { execFileSync } from 'node:child_process'

/** Builds the program once, before the tests that start it. */
export function setup(): void {
  execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' })
}
