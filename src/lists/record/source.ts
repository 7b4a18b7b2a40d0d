// An address and the pointers that read it, as one text: what was read by others is another list. Pure.
import type { ListAddress } from './definition.ts'

export const sourceOf = ({ url, rows, value, label }: ListAddress): string =>
  JSON.stringify([url, rows, value, label])
