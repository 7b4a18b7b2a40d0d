// node:test follows every promise of the process, only to tell whose test an error is that nobody caught: a seventh of what the tests
// take. It needs that while files are read, to know which test stands in which; then run.ts hears of such an error by itself.
import { type AsyncHook, createHook } from 'node:async_hooks'

const hooks = Object.getPrototypeOf(createHook({})) as AsyncHook
const { enable } = hooks
let follower: AsyncHook | null = null

// Before anything is run: the first hook of the process is that of node:test, which hands it to nobody.
hooks.enable = function (this: AsyncHook) {
  hooks.enable = enable
  follower = enable.call(this)
  return follower
}

/** Every file has been read. */
export function followNoMore(): void {
  follower?.disable()
}
