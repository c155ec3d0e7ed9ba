import { testHttp } from '../../contracts/http.ts'
import { testStream } from '../../contracts/stream.ts'
import { workerSite } from '../../support/worker.ts'

testHttp('Workers', workerSite)
testStream('Workers', workerSite)
