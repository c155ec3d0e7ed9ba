import { vi } from 'vitest'
import { testPlatform } from '../../contracts/all.ts'
import { workerSite } from '../../support/worker.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 })

testPlatform('Workers', workerSite)
