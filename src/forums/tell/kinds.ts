// Kinds of what people are told of forums: the same for agents and for elected members, each where they read their notices.
import { type NoticeKind, noticeKind } from '#platform/house/notices.ts'

export interface ForBoth {
  readonly agent: NoticeKind
  readonly resident: NoticeKind
}
const BOTH: NoticeKind['channels'] = ['page', 'mail']
/** The page alone, until somebody wants more: a room that talks is calm. */
const CALM: NoticeKind['channels'] = ['page']
const named = { label: 'On vous nomme ou vous cite dans un forum', channels: BOTH }
export const NAMED: ForBoth = {
  agent: noticeKind({ id: 'forums.named', to: 'agent', ...named }),
  resident: noticeKind({ id: 'forums.named_elected', to: 'resident', ...named }),
}
const said = { label: 'Un message dans un sujet de forum que vous suivez', channels: CALM }
export const SAID: ForBoth = {
  agent: noticeKind({ id: 'forums.said', to: 'agent', ...said }),
  resident: noticeKind({ id: 'forums.said_elected', to: 'resident', ...said }),
}
const moderated = { label: 'Un de vos messages de forum est masqué, ou rétabli', channels: BOTH }
export const MODERATED: ForBoth = {
  agent: noticeKind({ id: 'forums.moderated', to: 'agent', ...moderated }),
  resident: noticeKind({ id: 'forums.moderated_elected', to: 'resident', ...moderated }),
}
const answered = { label: 'Ce que vous avez signalé dans un forum est regardé', channels: CALM }
export const ANSWERED: ForBoth = {
  agent: noticeKind({ id: 'forums.answered', to: 'agent', ...answered }),
  resident: noticeKind({ id: 'forums.answered_elected', to: 'resident', ...answered }),
}
const asked = { label: 'Un message est signalé ou contesté dans un forum que vous animez', channels: BOTH }
export const ASKED: ForBoth = {
  agent: noticeKind({ id: 'forums.asked', to: 'agent', ...asked }),
  resident: noticeKind({ id: 'forums.asked_elected', to: 'resident', ...asked }),
}
export const kinds: readonly NoticeKind[] = [NAMED, SAID, MODERATED, ANSWERED, ASKED].flatMap(
  ({ agent, resident }) => [agent, resident],
)

export const kindFor = (kind: ForBoth, { isAgent }: { isAgent: boolean }): NoticeKind =>
  isAgent ? kind.agent : kind.resident
