// Whether two runs of bytes are the same, said in a line: the difference that `deepEqual` would tell of a hundred kilobytes is worked
// out in memory that grows with the square of their length (18 GB, once).
import assert from 'node:assert/strict'

/** @throws AssertionError that says how many bytes there are, how many there should be, and the first that differs */
export function sameBytes(actual: Uint8Array | null, expected: Uint8Array): void {
  const first = actual === null ? 0 : expected.findIndex((byte, at) => actual[at] !== byte)
  const isSame = actual !== null && actual.length === expected.length && first === -1
  assert.ok(
    isSame,
    `${actual?.length ?? 'no'} bytes where ${expected.length} were due; they differ from byte ${first === -1 ? expected.length : first}`,
  )
}
