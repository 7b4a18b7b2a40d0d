// The browser of the journeys renders a page of this machine, with and without JavaScript.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { test } from 'node:test'
import { sharedBrowser } from './browser.ts'

test('Chromium renders a local page and takes its picture', async (t) => {
  const page = '<!doctype html><title>Essai</title><p>Bonjour</p><script>document.title = "Script"</script>'
  const server = createServer((_request, response) =>
    response.setHeader('content-type', 'text/html').end(page),
  )
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  const address = server.address()
  assert.ok(address !== null && typeof address === 'object')
  const browser = await sharedBrowser()
  for (const javaScriptEnabled of [true, false]) {
    const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 320, height: 640 } })
    const tab = await context.newPage()
    await tab.goto(`http://127.0.0.1:${address.port}/`)
    assert.equal(await tab.title(), javaScriptEnabled ? 'Script' : 'Essai')
    assert.equal(await tab.textContent('p'), 'Bonjour')
    assert.ok((await tab.screenshot()).length > 500)
    await context.close()
  }
})
