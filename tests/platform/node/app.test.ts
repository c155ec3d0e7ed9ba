import { testPlatform } from '../../contracts/all.ts'
import { appSite } from '../../support/app.ts'

testPlatform('Node', appSite)
