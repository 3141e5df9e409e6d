"""LibreOffice accepts and rejects all tracked changes of many files, by a macro in its profile."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

from avtal.word.package.received import open_received
from avtal.word.stories.revisions import Verdict, has_changes

_MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1"
 script:language="StarBasic">
Sub Settle(sFolder As String, sCount As String)
  Dim aOpen(0) As New com.sun.star.beans.PropertyValue
  Dim aSave(0) As New com.sun.star.beans.PropertyValue
  Dim i As Integer, sFile As String
  aOpen(0).Name = "Hidden"
  aOpen(0).Value = True
  aSave(0).Name = "FilterName"
  aSave(0).Value = "MS Word 2007 XML"
  oHelper = createUnoService("com.sun.star.frame.DispatchHelper")
  For i = 0 To CInt(sCount) - 1
    If FileExists(sFolder &amp; "/" &amp; CStr(i) &amp; ".plain") Then
      aVerdicts = Array("Accept")
    Else
      aVerdicts = Array("Accept", "Reject")
    End If
    For Each sVerdict In aVerdicts
      sFile = CStr(i) &amp; ".docx"
      sFrom = ConvertToURL(sFolder &amp; "/" &amp; sFile)
      sTo = ConvertToURL(sFolder &amp; "/" &amp; sVerdict &amp; sFile)
      oDoc = StarDesktop.loadComponentFromURL(sFrom, "_blank", 0, aOpen())
      oFrame = oDoc.CurrentController.Frame
      sCommand = ".uno:" &amp; sVerdict &amp; "AllTrackedChanges"
      oHelper.executeDispatch(oFrame, sCommand, "", 0, Array())
      oDoc.storeToURL(sTo, aSave())
      oDoc.close(True)
    Next
  Next
End Sub
</script:module>
"""
_VERDICTS: Mapping[Verdict, str] = {"accepted": "Accept", "rejected": "Reject"}


def settled_by_libreoffice(redlines: list[bytes], folder: Path) -> list[Mapping[Verdict, bytes]]:
    """Return each file as LibreOffice has it when all its changes are accepted, and rejected.

    A file without tracked changes is opened and saved once, and is the same in both.
    """
    program = ["soffice", "--headless", f"-env:UserInstallation={(folder / 'profil').as_uri()}"]
    # The first start lays out the profile, with an empty Module1.
    subprocess.run([*program, "--terminate_after_init"], check=True, capture_output=True)
    module = folder / "profil" / "user" / "basic" / "Standard" / "Module1.xba"
    module.write_text(_MACRO, encoding="utf-8")
    for number, data in enumerate(redlines):
        (folder / f"{number}.docx").write_bytes(data)
        if not has_changes(open_received(data)):
            (folder / f"{number}.plain").touch()
    macro = f'macro:///Standard.Module1.Settle("{folder}", "{len(redlines)}")'
    subprocess.run([*program, macro], check=True, capture_output=True, timeout=300)
    return [
        {
            verdict: _first(folder / f"{name}{number}.docx", folder / f"Accept{number}.docx")
            for verdict, name in _VERDICTS.items()
        }
        for number in range(len(redlines))
    ]


def _first(*paths: Path) -> bytes:
    return next(path for path in paths if path.exists()).read_bytes()
