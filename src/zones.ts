import { createApp } from './app.tsx'
import type { Dependencies } from './context.ts'
import { knownZone } from './views/times.ts'

type App = ReturnType<typeof createApp>

/** More than people live in; others get the server's zone. */
const MOST_ZONES = 30

/**
 * The app in the time zone of whoever asks, as their browser's script has it in a cookie; without one, in the server's: that
 * one is right at home, and not in a data centre.
 */
export function createZonedApp(deps: Dependencies): { fetch: App['fetch']; routes: App['routes'] } {
  const home = createApp(deps)
  const apps = new Map<string, App>()

  function appIn(zone: string): App {
    const app = apps.get(zone) ?? (apps.size < MOST_ZONES ? createApp(inZone(deps, zone)) : home)
    if (app !== home) apps.set(zone, app)
    return app
  }

  return {
    fetch(request) {
      const [, name] = /(?:^|;\s*)weir-zone=([\w+/-]{1,64})(?:;|$)/.exec(request.headers.get('Cookie') ?? '') ?? []
      const zone = name === undefined ? undefined : knownZone(name)
      return (zone === undefined ? home : appIn(zone)).fetch(request)
    },
    routes: home.routes,
  }
}

function inZone(deps: Dependencies, zone: string): Dependencies {
  const { temporary } = deps
  return { ...deps, ui: { ...deps.ui, zone }, ...(temporary && { temporary: inZone(temporary, zone) }) }
}
