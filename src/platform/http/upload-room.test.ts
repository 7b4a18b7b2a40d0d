// Room for what arrives: nobody's when they leave, never all of it whoever holds it.
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { uploadRoom } from './upload-room.ts'

const MB = 1024 * 1024
const BODY = 60

/** Takes a megabyte at a time. @returns how many there was room for */
function fill(share: ReturnType<ReturnType<typeof uploadRoom>>, most = Number.POSITIVE_INFINITY): number {
  let taken = 0
  while (taken < most && share.take(MB)) taken++
  return taken
}

it('two networks, whatever they send, leave room for the whole of what a third may send', () => {
  const shareOf = uploadRoom()
  for (const network of ['192.0.2.1', '192.0.2.2'])
    for (let connection = 0; connection < 4; connection++) fill(shareOf(network))
  assert.ok(fill(shareOf('192.0.2.9'), BODY) >= 40)
})

it('six networks leave room for a photograph', () => {
  const shareOf = uploadRoom()
  for (let network = 1; network <= 6; network++) fill(shareOf(`192.0.2.${network}`))
  assert.ok(fill(shareOf('192.0.2.9')) >= 6)
})

it('one alone may send all that a form takes, and what is given back is there again', () => {
  const shareOf = uploadRoom()
  const share = shareOf('192.0.2.1')
  assert.equal(fill(share, BODY), BODY)
  const other = shareOf('192.0.2.2')
  const held = fill(other)
  share.release()
  share.release()
  assert.ok(fill(other) > 0 && held > 0)
  other.release()
  assert.equal(fill(shareOf('192.0.2.3')), 100)
})
