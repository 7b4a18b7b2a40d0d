// What threads bring to the program.
import type { Module } from '#platform/house/module.ts'

export const threads: Module = {
  name: 'threads',
  carried: [
    {
      table: 'threads.message',
      rows: 'of-subjects',
      end: { with: 'requests.request' },
      subject: { kind: 'message', by: 'id' },
      without: { author_id: 'who wrote is named by author_label; the account stays' },
    },
  ],
  visitorTables: [
    {
      table: 'threads.draft',
      mayBePersonal: true,
      claimed: 'in its place',
      once: { with: ['subject_kind', 'subject_id', 'writing'] },
    },
  ],
}
