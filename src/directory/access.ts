// Who may read the directory: elected members and those who act for them.
import { type AccessTable, elected } from '#platform/access.ts'

export const access: AccessTable = { 'directory.read': [elected] }
