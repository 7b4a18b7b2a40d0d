// Who may read the club: elected members and those who act for them; which sheets, their audiences say.
import { type AccessTable, elected } from '#platform/access.ts'

export const access: AccessTable = { 'club.read': [elected] }
