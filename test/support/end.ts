// Loaded after the last test file: nothing is followed any more, and when every test has ended, ends what the run itself started.
import { after } from 'node:test'
import { closeBrowser } from './browser.ts'
import { stopTestDatabases } from './database.ts'
import { followNoMore } from './unfollowed.ts'

after(async () => {
  await closeBrowser()
  await stopTestDatabases()
  // node:test reports only once nothing is left to wait for; a handle that a test forgot must not hang the run.
  setImmediate(() => process.emit('beforeExit', 0))
})

followNoMore()
