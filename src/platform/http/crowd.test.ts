// The door of a dear route, through HTTP: a crowd is let in so far, the rest is told at once, and a slow one closes the door.
import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, it } from 'node:test'
import Fastify, { type FastifyInstance } from 'fastify'
import { crowdDoor } from './crowd.ts'

describe('the door of a dear route', () => {
  let app: FastifyInstance
  let time = 0
  let waiting: (() => void)[] = []
  beforeEach(async () => {
    app = Fastify()
    const door = crowdDoor(
      8,
      (_request, reply, error) => reply.code(error.status).send(error.message),
      () => time,
    )
    app.get('/', { onRequest: door }, () => new Promise((done) => waiting.push(() => done('in'))))
    await app.ready()
  })
  afterEach(() => app.close())

  const come = () => app.inject('/').then(({ statusCode }) => statusCode)
  const leave = () => {
    for (const done of waiting) done()
  }
  /** That many come, and are inside when it returns. */
  const crowd = async (count: number) => {
    waiting = []
    // Those before have really left.
    await new Promise(setImmediate)
    const all = Array.from({ length: count }, come)
    while (waiting.length < count) await new Promise(setImmediate)
    return all
  }

  it('lets in so many at once, and again when they have left', async () => {
    const all = await crowd(8)
    assert.equal(await come(), 503)
    leave()
    assert.deepEqual(new Set(await Promise.all(all)), new Set([200]))
    const [next] = await crowd(1)
    leave()
    assert.equal(await next, 200)
  })

  it('lets nobody in behind somebody who has waited too long', async () => {
    const [first] = await crowd(1)
    time += 1501
    assert.equal(await come(), 503)
    leave()
    assert.equal(await first, 200)
  })

  it('lets fewer in after slow answers, and more again after quick ones', async () => {
    const slow = await crowd(6)
    time += 1100
    leave()
    await Promise.all(slow)
    const five = await crowd(5)
    assert.equal(await come(), 503)
    leave()
    await Promise.all(five)
    const more = await crowd(7)
    leave()
    assert.deepEqual(new Set(await Promise.all(more)), new Set([200]))
  })
})
