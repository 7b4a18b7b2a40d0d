// The door of publishing: public information of the authorities.
export { publishing } from './module.ts'
export { noticeById, noticesFor } from './notice.ts'
export { type NewsItem, newsList } from './pages/news.ts'
export { type Notice, importNotice } from './queries.ts'
export { writeNotice } from './write.ts'
