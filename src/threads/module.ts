// What threads bring to the program.
import type { Module } from '#platform/house/module.ts'

export const threads: Module = {
  name: 'threads',
  visitorTables: [
    {
      table: 'threads.draft',
      mayBePersonal: true,
      claimed: 'in its place',
      once: { with: ['subject_kind', 'subject_id', 'writing'] },
    },
  ],
}
