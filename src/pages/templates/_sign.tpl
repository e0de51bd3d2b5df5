<svg class="i {{TONE}}" viewBox="0 0 16 16" aria-hidden="true">{{#SIGN_reported}}<rect x="1.25" y="1.25" width="13.5" height="13.5" rx="1.5" fill="none" stroke="currentColor" stroke-width="1.5"/>{{/SIGN_reported}}
{{#SIGN_cells}}<rect x="1.25" y="1.25" width="13.5" height="13.5" rx="1.5" fill="none" stroke="currentColor" stroke-width="1.5"/>{{/SIGN_cells}}
{{#SIGN_1}}<rect x="3" y="3" width="4.4" height="4.4" fill="currentColor"/>{{/SIGN_1}}
{{#SIGN_2}}<rect x="8.6" y="3" width="4.4" height="4.4" fill="currentColor"/>{{/SIGN_2}}
{{#SIGN_3}}<rect x="3" y="8.6" width="4.4" height="4.4" fill="currentColor"/>{{/SIGN_3}}
{{#SIGN_4}}<rect x="8.6" y="8.6" width="4.4" height="4.4" fill="currentColor"/>{{/SIGN_4}}
{{#SIGN_solved}}<rect x=".5" y=".5" width="15" height="15" rx="2" fill="currentColor"/><path class="cut" d="M4 8.3l2.8 2.8L12.2 5" fill="none" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/>{{/SIGN_solved}}
{{#SIGN_explained}}<rect x=".5" y=".5" width="15" height="15" rx="2" fill="currentColor"/><path class="cut" d="M4 5.4h8M4 8.2h8M4 11h4.5" stroke-width="1.6" stroke-linecap="round"/>{{/SIGN_explained}}
{{#SIGN_beyond_law}}<rect x=".5" y=".5" width="15" height="15" rx="2" fill="currentColor"/><path class="cut" d="M4 8h8" stroke-width="2.2" stroke-linecap="round"/>{{/SIGN_beyond_law}}
{{#SIGN_legal_path}}<rect x=".5" y=".5" width="15" height="15" rx="2" fill="currentColor"/><path class="cut" d="M4 8h7M8.500 5l3 3-3 3" fill="none" stroke-width="1.800" stroke-linecap="round" stroke-linejoin="round"/>{{/SIGN_legal_path}}
{{#SIGN_declined}}<rect x="1.25" y="1.25" width="13.5" height="13.5" rx="1.5" fill="none" stroke="currentColor" stroke-width="1.5"/><path d="M3.5 12.5l9-9" stroke="currentColor" stroke-width="1.7"/>{{/SIGN_declined}}
{{#SIGN_rework}}<rect x="1.25" y="1.25" width="13.5" height="13.5" rx="1.5" fill="none" stroke="currentColor" stroke-width="1.5"/><path d="M11.4 6.6A3.7 3.7 0 1 0 11.7 9M11.8 4v2.8H9" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"/>{{/SIGN_rework}}
{{#SIGN_ring}}<circle cx="8" cy="8" r="6.6" fill="none" stroke="currentColor" stroke-width="1.5"/><path d="{{WEDGE}}" fill="currentColor"/>{{/SIGN_ring}}
{{#SIGN_ears}}<path d="M1.2 3.6L3.6 1.2M14.8 3.6L12.4 1.2" stroke="currentColor" stroke-width="1.7" stroke-linecap="round"/>{{/SIGN_ears}}
{{#SIGN_late}}<path d="M8 .6L15.4 8 8 15.4.6 8z" fill="currentColor"/><path class="cut" d="M8 4.4v4.2" stroke-width="1.8" stroke-linecap="round"/><circle class="cut" cx="8" cy="11.4" r=".4"/>{{/SIGN_late}}
{{#SIGN_paused}}<circle cx="8" cy="8" r="6.6" fill="none" stroke="currentColor" stroke-width="1.5" stroke-dasharray="2.6 2"/><path d="M6.200 5.300v5.400M9.800 5.300v5.400" stroke="currentColor" stroke-width="1.8" stroke-linecap="round"/>{{/SIGN_paused}}
{{#SIGN_met}}<circle cx="8" cy="8" r="7.5" fill="currentColor"/><path class="cut" d="M4.300 8.300l2.600 2.600L11.900 5.400" fill="none" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/>{{/SIGN_met}}</svg>
