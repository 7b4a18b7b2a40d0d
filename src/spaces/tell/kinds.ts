// What members of spaces are told of. An agent reads it at the desk, an elected member in their account: each fact is a kind for both.
import { type NoticeKind, noticeKind } from '#platform/house/notices.ts'

export interface ForBoth {
  readonly agent: NoticeKind
  readonly resident: NoticeKind
}

const BOTH: NoticeKind['channels'] = ['page', 'mail']
const mentioned = { label: 'On vous nomme dans un espace', channels: BOTH }
/** The page alone, until somebody wants more: a room that talks is calm. */
const said = { label: 'Un message dans un de vos espaces', channels: ['page'] } as const
const entered = { label: 'Une réponse, ou une entrée dans un espace', channels: BOTH }
const asked = { label: 'On demande à entrer dans un espace que vous animez', channels: BOTH }
const entrusted = { label: 'Une tâche vous est confiée dans un espace', channels: BOTH }

export const MENTIONED: ForBoth = {
  agent: noticeKind({ id: 'spaces.mentioned', to: 'agent', ...mentioned }),
  resident: noticeKind({ id: 'spaces.mentioned_elected', to: 'resident', ...mentioned }),
}
export const SAID: ForBoth = {
  agent: noticeKind({ id: 'spaces.said', to: 'agent', ...said }),
  resident: noticeKind({ id: 'spaces.said_elected', to: 'resident', ...said }),
}
export const ENTERED: ForBoth = {
  agent: noticeKind({ id: 'spaces.entered', to: 'agent', ...entered }),
  resident: noticeKind({ id: 'spaces.entered_elected', to: 'resident', ...entered }),
}
export const ASKED: ForBoth = {
  agent: noticeKind({ id: 'spaces.asked', to: 'agent', ...asked }),
  resident: noticeKind({ id: 'spaces.asked_elected', to: 'resident', ...asked }),
}
export const ENTRUSTED: ForBoth = {
  agent: noticeKind({ id: 'spaces.entrusted', to: 'agent', ...entrusted }),
  resident: noticeKind({ id: 'spaces.entrusted_elected', to: 'resident', ...entrusted }),
}
const proposed = { label: 'Un contenu est proposé dans un espace que vous animez', channels: BOTH }
const answered = {
  label: 'Ce que vous avez proposé dans un espace est publié, ou vous revient',
  channels: BOTH,
}
export const PROPOSED: ForBoth = {
  agent: noticeKind({ id: 'spaces.proposed', to: 'agent', ...proposed }),
  resident: noticeKind({ id: 'spaces.proposed_elected', to: 'resident', ...proposed }),
}
export const ANSWERED: ForBoth = {
  agent: noticeKind({ id: 'spaces.answered', to: 'agent', ...answered }),
  resident: noticeKind({ id: 'spaces.answered_elected', to: 'resident', ...answered }),
}
export const WISHED = noticeKind({
  id: 'spaces.wished',
  label: 'Un espace est demandé',
  to: 'administrator',
  channels: BOTH,
})

export const kinds: readonly NoticeKind[] = [
  ...[MENTIONED, SAID, ENTERED, ASKED, ENTRUSTED, PROPOSED, ANSWERED].flatMap(({ agent, resident }) => [
    agent,
    resident,
  ]),
  WISHED,
]
