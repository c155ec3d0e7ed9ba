import { testHttp } from '../../contracts/http.ts'
import { testStream } from '../../contracts/stream.ts'
import { appSite } from '../../support/app.ts'

testHttp('Node', appSite)
testStream('Node', appSite)
