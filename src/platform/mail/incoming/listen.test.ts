// The door by which mails come: what it says of one is of that one alone, and nobody stands in it for ever.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { test } from 'node:test'
import { listenForMail, RefusedAtDoor } from './listen.ts'

test('takes one address at a time, and nobody stands in it for ever', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const taken: string[] = []
  const door = await listenForMail({
    ...{ host: '127.0.0.1', port: 0, name: 'reponses.exemple.fr' },
    knows: (address) => address.startsWith('r-'),
    receive: (_raw, to) => {
      if (to.startsWith('r-non')) return Promise.reject(new RefusedAtDoor('Non.'))
      taken.push(to)
      return Promise.resolve()
    },
    failed: () => {},
  })
  const socket: Socket = connect(door.port, '127.0.0.1')
  const answer = async () => String((await once(socket, 'data'))[0])
  const say = (line: string) => {
    socket.write(`${line}\r\n`)
    return answer()
  }
  // The server greets after a while.
  const pulse = setInterval(() => t.mock.timers.tick(50), 5)
  assert.match(await answer(), /^220/)
  clearInterval(pulse)
  for (const [line, expected] of [
    ['EHLO mx.exemple.fr', '250'],
    ['MAIL FROM:<a@b.fr>', '250'],
    ['RCPT TO:<autre@exemple.fr>', '550'],
    ['RCPT TO:<r-oui@exemple.fr>', '250'],
    // Refused, it would refuse what the first one took.
    ['RCPT TO:<r-non@exemple.fr>', '452'],
    ['DATA', '354'],
    ['Subject: x\r\n\r\nOui\r\n.', '250'],
  ] as const)
    assert.ok((await say(line)).includes(expected), line)
  assert.deepEqual(taken, ['r-oui@exemple.fr'])
  const left = once(socket, 'close')
  // It speaks, and a place is held all the same.
  assert.match(await say('NOOP'), /^250/)
  t.mock.timers.tick(300_000)
  await left
  t.mock.timers.reset()
  await door.close()
})
