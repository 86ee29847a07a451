"""DOCX, PDF and XLSX from data: (template, context) -> bytes. Knows no domain."""
