// The door of a dear route: a crowd is let in so far, the rest is told at once, and a slow one closes the door.
import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { Unavailable } from '../errors.ts'
import { crowdDoor, type Door } from './crowd.ts'

describe('the door of a dear route', () => {
  let door: Door
  let time = 0
  beforeEach(() => {
    door = crowdDoor(8, () => time)
  })

  /** That many come in. @returns how they leave */
  const crowd = (count: number) => {
    const all = Array.from({ length: count }, () => door.enter())
    return () => {
      for (const leave of all) leave()
    }
  }

  it('lets in so many at once, and again when they have left', () => {
    const leave = crowd(8)
    assert.throws(() => door.enter(), Unavailable)
    leave()
    crowd(8)
  })

  it('lets nobody in behind somebody who has waited too long', () => {
    const leave = crowd(1)
    time += 1501
    assert.throws(() => door.enter(), Unavailable)
    leave()
    crowd(1)
  })

  it('lets fewer in after slow answers, and more again after quick ones', () => {
    const leave = crowd(6)
    time += 1100
    leave()
    const quick = crowd(5)
    assert.throws(() => door.enter(), Unavailable)
    quick()
    crowd(7)
  })
})
