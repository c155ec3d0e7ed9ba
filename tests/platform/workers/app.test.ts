import { vi } from 'vitest'
import { testHttp } from '../../contracts/http.ts'
import { testStream } from '../../contracts/stream.ts'
import { workerSite } from '../../support/worker.ts'

vi.setConfig({ testTimeout: 60_000 })

testHttp('Workers', workerSite)
testStream('Workers', workerSite)
