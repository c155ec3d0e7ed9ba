import type { SetUp } from '../support/site.ts'
import { testHttp } from './http.ts'
import { type HubSite, testHub } from './hub.ts'
import { testStream } from './stream.ts'

/** Everything that a platform must keep: the one list for all of them. */
export function testPlatform(platform: string, setUp: SetUp & (() => Promise<HubSite>)): void {
  testHttp(platform, setUp)
  testStream(platform, setUp)
  testHub(platform, setUp)
}
