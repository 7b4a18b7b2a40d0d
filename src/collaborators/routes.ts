// The pages of collaborators: the member’s and the collaborator’s. A mandate is used and ended as any other (src/mandates).
import { post, type Route } from '#platform/http/route.ts'
import * as screens from './collaborators.citizen.ts'
import { AnswerInput, ProposalInput } from './inputs.ts'

const face = 'citizen'

export const routes: readonly Route[] = [
  {
    get: '/compte/collaborateurs',
    action: 'collaborator.list',
    title: 'Collaborateurs',
    face,
    handle: screens.showCollaborators,
  },
  {
    get: '/compte/collaborateurs/nouveau',
    action: 'collaborator.propose',
    title: 'Donner un mandat',
    face,
    handle: screens.showProposal,
  },
  post({
    post: '/compte/collaborateurs/nouveau',
    action: 'collaborator.propose',
    title: 'Donner un mandat',
    face,
    input: ProposalInput,
    handle: screens.doPropose,
    again: screens.proposalAgain,
  }),
  {
    get: '/compte/collaborateurs/journal',
    action: 'collaborator.list',
    title: 'Ce qui a été fait en votre nom',
    face,
    handle: screens.showJournal,
  },
  post({
    post: '/compte/collaborateurs/:id/reponse',
    action: 'collaborator.answer',
    title: 'Répondre à une proposition',
    face,
    input: AnswerInput,
    handle: screens.doAnswer,
  }),
]
