// Table of the pages where an agent enters a request for somebody.
import { z } from 'zod'
import { post, type Route } from '#platform/http/route.ts'
import { saveEntry } from './kept.agent.ts'
import {
  chooseService,
  sendEntry,
  sendEntryAgain,
  showEntry,
  showReceipt,
  proposeServices,
} from './enter.agent.ts'

export const enterRoutes: readonly Route[] = [
  {
    get: '/agents/saisir',
    leadsToAct: true,
    action: 'request.enter',
    title: 'Saisir une demande',
    face: 'agent',
    handle: chooseService,
  },
  {
    get: '/agents/saisir/propositions',
    leadsToAct: true,
    action: 'request.enter',
    title: 'Démarches proposées',
    face: 'agent',
    handle: proposeServices,
  },
  {
    get: '/agents/saisir/:slug',
    leadsToAct: true,
    action: 'request.enter',
    title: 'Saisir une demande',
    face: 'agent',
    handle: showEntry,
  },
  post({
    post: '/agents/saisir/:slug',
    takesFiles: 'documents',
    action: 'request.enter',
    title: 'Saisir une demande',
    face: 'agent',
    input: z.object({}),
    resend: true,
    handle: sendEntry,
    again: sendEntryAgain,
  }),
  post({
    post: '/agents/saisir/:slug/brouillon',
    takesFiles: 'documents',
    action: 'request.enter',
    title: 'Garder une saisie',
    face: 'agent',
    input: z.object({}),
    handle: saveEntry,
    again: sendEntryAgain,
  }),
  {
    get: '/agents/saisir/recu/:ref',
    action: 'request.enter',
    title: 'Demande enregistrée',
    face: 'agent',
    handle: showReceipt,
  },
]
