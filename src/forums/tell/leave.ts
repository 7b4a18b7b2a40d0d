// Whoever receives the mails of a thread ends them from one of them, without signing in.
import { leaving } from '#threads'
import { system } from '#platform/actor.ts'
import { anyone } from '#platform/access.ts'
import { leaveThread } from './queries.ts'

export const leaveAccess = { 'forum.leave': [anyone] }

export const { address: leaveAddress, routes: leaveRoutes } = leaving({
  ...{ at: '/courriels/forums', purpose: 'leave a thread', action: 'forum.leave' },
  title: 'Ne plus suivre un sujet de forum',
  text: 'Vous ne serez plus prévenu de ce sujet de forum, ni par courriel, ni dans vos notifications, même si on vous y nomme. Il se lit toujours sur le site, où vous pourrez le suivre de nouveau.',
  button: 'Ne plus le suivre',
  done: 'Vous ne recevrez plus les messages de ce sujet.',
  leave: (db, threadId, personId) => db.write(system, (tx) => leaveThread(tx, threadId, personId)),
})
