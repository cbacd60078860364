export const planner = `
.planner-top { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline; gap: 0 2rem; } .clock { color: var(--soft); font-variant-numeric: tabular-nums; }
.views { display: flex; gap: .4rem; border-bottom: 1px solid var(--line); } .views a { padding: .7rem 1.1rem; text-decoration: none; border-radius: 12px 12px 0 0; } .views [aria-current] { background: var(--sun); font-weight: 600; }
.palette { display: flex; gap: .4rem; overflow-x: auto; padding: .3rem 4px .8rem; } .palette button { flex: none; } .palette [aria-pressed='true'] { background: var(--green); color: var(--on-green); }
.bed { display: grid; grid-template-columns: repeat(6, 1fr); gap: 6px; padding: 10px; border-radius: 16px; background: #6d5138; } .bed button { min-height: 74px; padding: .2rem; border: 0; border-radius: 10px; background: #8a6a4c; color: #fff; font-size: clamp(.62rem, 2.2vw, .9rem); overflow: hidden; } .bed .planted { background: #3d7a4c; }
.calendar { max-height: 24rem; overflow: auto; border: 1px solid var(--line); border-radius: 14px; } .calendar table { border-collapse: separate; border-spacing: 0; font-size: .85rem; } .calendar th, .calendar td { min-width: 4.6rem; padding: .45rem .6rem; background: var(--card); }
.calendar thead th { position: sticky; top: 0; z-index: 1; background: var(--sun); } .calendar tbody th, .calendar thead th:first-child { position: sticky; left: 0; font-weight: 600; z-index: 1; min-width: 8rem; } .calendar thead th:first-child { z-index: 2; }
.calendar .sow { background: #e9d9a6; color: #3a2f0c; } .calendar .plant { background: #b9d7a0; color: #1f3512; } .calendar .pick { background: #e2a98f; color: #451c0c; }
.watering { max-width: 34rem; } .minutes { font: 600 1.8rem Georgia, serif; }
.slider { position: relative; height: 44px; margin: .6rem 0; touch-action: none; cursor: grab; border-radius: 22px; background: linear-gradient(var(--line), var(--line)) center / 100% 8px no-repeat; } .slider.dragged { cursor: grabbing; }
.knob { position: absolute; top: 6px; left: calc(var(--share) * (100% - 32px)); width: 32px; height: 32px; border-radius: 50%; background: var(--green); box-shadow: 0 2px 6px #0004; }
dialog { border: 1px solid var(--line); border-radius: 20px; background: var(--card); color: inherit; padding: 1rem 1.6rem; max-width: min(24rem, 90vw); } dialog::backdrop { background: #0008; }
`;
