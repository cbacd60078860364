export const pieces = `
.hero { display: grid; grid-template-columns: 1.2fr 1fr; gap: 2rem; align-items: center; margin-top: 1.5rem; padding: clamp(1.2rem, 4vw, 3rem); border-radius: 24px; background: var(--sun) url("/pictures/sprig.svg") no-repeat right -2rem bottom -3rem / 16rem; }
.hero img { border-radius: 50%; } .hero h1 { margin-top: 0; }
.aisle-list, .cards, .lines, .orders, .recent, .workshops { list-style: none; padding: 0; margin: 0; }
.aisle-list { display: grid; grid-template-columns: repeat(auto-fit, minmax(14rem, 1fr)); gap: 1rem; }
.aisle-list a { display: grid; align-content: start; gap: .3rem; height: 100%; padding: 1.1rem; border: 1px solid var(--line); border-radius: 16px; background: var(--card); text-decoration: none; }
.aisle-list span { color: var(--soft); }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(13rem, 44%), 1fr)); gap: 1.4rem 1.1rem; }
.card { display: grid; align-content: start; } .card a { text-decoration: none; color: inherit; } .card img { border-radius: 16px; transition: transform .2s; } .card a:hover img { transform: translateY(-3px); }
.card .name { display: block; margin-top: .5rem; font-weight: 600; } .card .price { color: var(--warm); }
.recent { display: flex; gap: .8rem; overflow-x: auto; } .recent a { display: grid; gap: .3rem; width: 6.5rem; font-size: .85rem; } .recent img { border-radius: 12px; }
.filters { display: flex; flex-wrap: wrap; gap: 1rem; align-items: end; padding: 1rem; border-radius: 16px; background: var(--sun); } .filters label { flex: 1 1 11rem; } .filters input[type='range'] { width: 100%; min-height: 44px; accent-color: var(--green); }
.trail { margin-top: 1.2rem; } .product { display: grid; grid-template-columns: 1fr 1fr; gap: 2.5rem; margin-top: 1rem; } .product h1 { margin-top: 0; }
.gallery .large { border-radius: 20px; width: 100%; } .thumbs { display: flex; gap: .6rem; margin-top: .6rem; } .thumbs button { width: 84px; padding: 4px; border-radius: 14px; } .thumbs [aria-pressed='true'] { border: 2px solid var(--green); } .thumbs img { border-radius: 10px; }
.tag { display: inline-block; margin: 0; padding: .1rem .8rem; border-radius: 1rem; background: var(--sun); }
.buy { display: grid; grid-template-columns: 2fr 1fr; gap: 1rem; margin: 1.5rem 0; } .buy button { grid-column: 1 / -1; }
details { border-top: 1px solid var(--line); padding: .7rem 0; } summary { cursor: pointer; font-weight: 600; min-height: 32px; }
.lines li { display: grid; grid-template-columns: 72px 1fr auto 6rem auto; gap: 1rem; align-items: center; padding: .8rem 0; border-bottom: 1px solid var(--line); }
.lines img { border-radius: 12px; } .lines .note { display: block; } .lines form { display: flex; gap: .4rem; } .lines input[type='number'] { width: 5rem; } .lines > li > strong { text-align: right; }
.total { font-size: 1.3rem; text-align: right; }
.stack { display: grid; gap: 1rem; max-width: 26rem; } .stack.wide { max-width: 40rem; } .stack label:not(.choice) { display: grid; gap: .25rem; } .stack .button { justify-self: start; }
fieldset { display: grid; gap: .9rem; border: 1px solid var(--line); border-radius: 16px; padding: 1rem 1.2rem 1.3rem; background: var(--card); min-width: 0; } legend { font: 600 1.1rem Georgia, serif; padding: 0 .4rem; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; } .choice { display: flex; gap: .7rem; align-items: center; min-height: 40px; } .choice .note { margin-left: auto; } .choice input { width: 20px; height: 20px; accent-color: var(--green); flex: none; }
.said { margin: 0; padding: .8rem 1.2rem; border-left: 4px solid var(--green); background: var(--sun); white-space: pre-wrap; overflow-wrap: anywhere; }
.orders { display: grid; gap: 1rem; } .order { border: 1px solid var(--line); border-radius: 16px; background: var(--card); padding: .2rem 1.2rem 1rem; } .order h3 { margin-top: .8rem; }
.guide { max-width: 44rem; } .guide figure { margin: 1.5rem 0; } .guide figure img { border-radius: 16px; } figcaption { color: var(--soft); font-size: .92em; margin-top: .4rem; }
.contents { padding: .6rem 1.2rem; border-radius: 16px; background: var(--sun); }
.code { max-height: 18rem; overflow: auto; padding: 1.2rem; border-radius: 14px; background: #1d2620; color: #d9e6d5; font: 14px/1.6 ui-monospace, 'SF Mono', Consolas, monospace; tab-size: 4; }
.framed { width: 100%; border: 1px solid var(--line); border-radius: 16px; background: var(--card); } .workshops form { display: grid; grid-template-columns: 1fr auto auto; gap: 1rem; align-items: center; padding: .5rem 0; border-bottom: 1px solid var(--line); }
.map { border-radius: 16px; width: 100%; } table { border-collapse: collapse; } th, td { text-align: left; padding: .5rem 1.2rem .5rem 0; border-bottom: 1px solid var(--line); font-weight: normal; }
@media (max-width: 640px) {
  .hero, .product { grid-template-columns: 1fr; } .hero img { max-width: 60%; } .hero { background-size: 9rem; }
  .lines li { grid-template-columns: 72px 1fr auto; } .lines form { grid-column: 1 / 3; } .lines form:last-child { grid-column: 3; grid-row: 2; } .lines > li > strong { grid-row: 1; grid-column: 3; }
  .lines form { grid-row: 2; }
}
`;
