import { execFileSync, spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** nginx from Debian's package, installed where that is possible; undefined where there is none. */
export function findNginx(): string | undefined {
  return installed() ?? install()
}

function installed(): string | undefined {
  return ['/usr/sbin/nginx', '/usr/bin/nginx', '/usr/local/sbin/nginx'].find((path) => {
    try {
      accessSync(path, constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

function install(): string | undefined {
  if (process.getuid?.() === 0) {
    try {
      console.log('Installing nginx for the test behind a proxy.')
      const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
      execFileSync('apt-get', ['update', '-q'], { stdio: 'ignore' })
      execFileSync('apt-get', ['install', '-qy', '--no-install-recommends', 'nginx-light'], { stdio: 'ignore', env })
      return installed()
    } catch {
      // Not Debian, or no network: the hint below.
    }
  }
  console.warn('No nginx: the test behind a proxy is skipped. To run it: sudo apt-get install nginx-light')
  return undefined
}

/**
 * Starts nginx as a proxy with its defaults: buffering on, HTTP/1.0 to the server behind, and `gzip on` as in Debian's
 * configuration. It listens on a socket file, so that no port is needed. `locations` is the inside of its server block.
 */
export async function startNginx(
  program: string,
  locations: string,
): Promise<{ socketPath: string; stop(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'weir-nginx-'))
  const socketPath = join(folder, 'socket')
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  await writeFile(
    join(folder, 'nginx.conf'),
    `daemon off; pid ${folder}/pid; error_log ${folder}/error.log;
events {}
http {
  access_log off; gzip on;
  ${temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join(' ')}
  server { listen unix:${socketPath}; ${locations} }
}`,
  )
  const child = spawn(program, ['-p', folder, '-c', join(folder, 'nginx.conf')], { stdio: 'ignore' })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  while (!(await answers(socketPath))) {
    if (child.exitCode !== null) throw new Error(`nginx ended with ${child.exitCode}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  return {
    socketPath,
    stop: async () => {
      child.kill('SIGTERM')
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function answers(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const sent = request({ socketPath, path: '/' }, (response) => {
      response.resume()
      resolve(true)
    })
    sent.once('error', () => resolve(false))
    sent.end()
  })
}
