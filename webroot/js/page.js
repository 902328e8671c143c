import "../tinmoi-live.js";
