// A chip as the simulator writes it: each reader is told its own place, and the number of the chip is nothing.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readReading, writeReading } from '../gate/card.ts'
import { simulator } from './chip.ts'

test('a chip has thirty-five places with nothing in common; its reader says one, and the number of a chip is none', () => {
  const numbers = Array.from({ length: 25 }, (_, at) => ({
    ...{ place: 11 + at, keyRef: 0x0102 },
    value: Uint8Array.from([at, 1, 2, 3]),
  }))
  const bytes = simulator.encode(numbers)
  assert.equal(bytes.length, 3 + 35 * 8)
  assert.equal(simulator.read(bytes, 12), '250E00000C010201010203')
  assert.deepEqual(readReading('250e00000c010201010203'), numbers[1])
  assert.equal(writeReading(numbers[1] ?? assert.fail('drawn')), '250E00000C010201010203')
  assert.equal(simulator.read(bytes, 36), null)
  for (const uid of ['04A2B3C4', '04A2B3C4D5E680', '04A2B3C4D5E68000000000', ''])
    assert.equal(readReading(uid), null)
  assert.equal(simulator.read(Uint8Array.from([4, 0xa2, 0xb3, 0xc4]), 12), null)
  assert.notDeepEqual(simulator.encode(numbers).slice(3, 83), bytes.slice(3, 83), 'drawn anew')
})
