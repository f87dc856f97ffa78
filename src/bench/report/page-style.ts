/** The page's style. Colours of lines are told apart with every common colour blindness (Okabe and Ito, 2008). */
export const pageStyle = `
:root { color-scheme: light dark; --back: #fff; --text: #1b1f24; --dim: #57606a; --grid: #d8dee4; --good: #116329; --bad: #a40e26;
  --c0: #0072b2; --c1: #d55e00; --c2: #009e73; --c3: #a8508a; --c4: #8a6d00; --c5: #2b8cc4; --c6: #555; --c7: #7a4b00; }
@media (prefers-color-scheme: dark) { :root { --back: #0d1117; --text: #e6edf3; --dim: #9aa4ae; --grid: #30363d; --good: #56d364; --bad: #ff7b72;
  --c0: #56b4e9; --c1: #ff9e4a; --c2: #3ddbad; --c3: #e79bc9; --c4: #f0e442; --c5: #8ecbff; --c6: #c0c0c0; --c7: #d9b382; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 62rem; padding: 1rem; background: var(--back); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
h1, h2, h3 { line-height: 1.25; }
h2 { margin-top: 3rem; border-top: 1px solid var(--grid); padding-top: 1rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; margin: 1rem 0; font-size: .9rem; }
caption { text-align: left; font-weight: 600; padding-bottom: .25rem; }
th, td { padding: .2rem .7rem .2rem 0; text-align: left; border-bottom: 1px solid var(--grid); vertical-align: top; }
tbody th { font-weight: 400; }
.figure { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
figure { margin: 1.5rem 0; }
figcaption { font-weight: 600; }
svg { width: 100%; height: auto; display: block; }
svg text { font: 11px system-ui, sans-serif; fill: var(--dim); }
svg .axis { fill: var(--text); }
.grid { stroke: var(--grid); stroke-width: 1; fill: none; }
.line { fill: none; stroke-width: 2; stroke-linejoin: round; }
.dashed { stroke-dasharray: 6 4; }
${[0, 1, 2, 3, 4, 5, 6, 7].map((at) => `.c${at} { stroke: var(--c${at}); }`).join("\n")}
.legend { list-style: none; padding: 0; margin: .25rem 0; display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; font-size: .85rem; }
.sample { display: inline-block; width: 28px; height: 8px; vertical-align: middle; }
.met { color: var(--good); font-weight: 600; }
.missed, .void { color: var(--bad); font-weight: 600; }
pre { overflow-x: auto; padding: .75rem; border: 1px solid var(--grid); font-size: .85rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; }
dt { color: var(--dim); } dd { margin: 0; }
`;
