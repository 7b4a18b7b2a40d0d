// The door of publishing: public information of the authorities, and their contents.
export { publishing } from './module.ts'
export { addressable, addressee, audienceChoices } from './information/addressee.ts'
export { noticeById, noticesFor } from './information/notice.ts'
export { type NewsItem, newsList } from './information/pages/news.ts'
export { type Notice, importNotice } from './information/queries.ts'
export { writeNotice } from './information/write.ts'
export { walkLinks } from './links/walk.ts'
export { tellOpinions } from './opinion/queries.ts'
export { openVisit, takeSeat } from './seats/queries.ts'
export {
  addressOf as contentAddress,
  contentsUnder,
  contentsWithin,
  type RecentContent,
  recentContents,
} from './reading/contents.ts'
export { contentArticle, fieldShown } from './reading/article.ts'
export { costOfEach, euros } from './reading/cost.ts'
export { type ContentView, viewOfReading } from './reading/view.ts'
export { contentLines } from './reading/pages.ts'
export { type Place as ContentPlace } from './acts/place.ts'
export { joinDocuments } from './documents/joined.ts'
export {
  beginContent,
  offer,
  propose,
  publish,
  raise,
  sendBack,
  takeBack,
  writeContent,
} from './record/act.ts'
export { type Reading, readableContent, readableOfType } from './record/queries.read.ts'
export { saidTo } from './home/briefs.ts'
export { offeredContents } from './home/queries.ts'
export { putSpotlight } from './home/act.ts'
export { addSource } from './syndication/act.ts'
export { feedAddress } from './syndication/address.ts'
export { FeedRefused, plainWords, readFeed } from './syndication/feed.ts'
export { readSources } from './syndication/read.ts'
export { themesOf } from './types/themes.ts'
export { CONTENT_SUBJECT } from './record/events.ts'
export { acknowledge, askedOf, unacknowledged } from './record/queries.acknowledge.ts'
export { countStates, type Kept as KeptContent, writtenContent, writtenPage } from './record/queries.ts'
export { stateTag } from './screens/list.ts'
export { contentRoutes } from './screens/routes.ts'
export { asTyped } from './types/typed.ts'
