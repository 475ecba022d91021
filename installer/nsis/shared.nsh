; What setup and uninstaller share: each function is made twice, for NSIS wants those of the uninstaller by the name un.*

!macro Shared UN

; Takes a line from the stack and writes it, with the time, into the log that an IT person can read.
Function ${UN}Log
  Exch $0
  Push $1
  Push $2
  Push $3
  Push $4
  Push $5
  Push $6
  Push $7
  Push $8
  ${GetTime} "" "L" $2 $3 $4 $5 $6 $7 $8
  ClearErrors
  FileOpen $1 "${LOG}" a
  ${IfNot} ${Errors}
    FileSeek $1 0 END
    FileWriteUTF16LE /BOM $1 "$4-$3-$2 $6:$7:$8 ${VERSION} $0$\r$\n"
    FileClose $1
  ${EndIf}
  ClearErrors
  Pop $8
  Pop $7
  Pop $6
  Pop $5
  Pop $4
  Pop $3
  Pop $2
  Pop $1
  Pop $0
FunctionEnd

; Removes what was unpacked and did not become the program.
Function ${UN}Tidy
  ${If} $Unpacked == 1
    SetOutPath "$TEMP"
    RMDir /r "$INSTDIR\~new"
    RMDir "$INSTDIR"
  ${EndIf}
FunctionEnd

; Says $Sentence, logs it and ends with $Code. Nothing was changed until here.
Function ${UN}Refuse
  Call ${UN}Tidy
  Push "没有做（$Code）：$Sentence"
  Call ${UN}Log
  MessageBox MB_OK|MB_ICONSTOP "$Sentence" /SD IDOK
  SetErrorLevel $Code
  Quit
FunctionEnd

; The window holds the first mutex while it is open, a command the second one while it runs.
Function ${UN}DemandNotRunning
  again:
  System::Call 'kernel32::OpenMutexW(i 0x100000, i 0, w "FupinDesktop") p .r0'
  ${If} $0 P= 0
    System::Call 'kernel32::OpenMutexW(i 0x100000, i 0, w "FupinDesktop.Command") p .r0'
  ${EndIf}
  ${If} $0 P= 0
    Return
  ${EndIf}
  System::Call 'kernel32::CloseHandle(p r0)'
  StrCpy $Sentence "${NAME}正在运行，请先保存并退出程序，再点“重试”。"
  ${If} ${Silent}
    StrCpy $Code 4
    StrCpy $Sentence "${NAME}正在运行，请先退出程序；没有改动任何东西。"
    Call ${UN}Refuse
  ${EndIf}
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$Sentence" IDRETRY again
  Call ${UN}Tidy
  Push "没有做（1）：程序正在运行，已取消。"
  Call ${UN}Log
  SetErrorLevel 1
  Quit
FunctionEnd

; Renames: from, to on the stack. An antivirus may hold a fresh file for some seconds: ten tries. $Failed says more.
Function ${UN}Move
  Exch $1 ; to
  Exch
  Exch $0 ; from
  Push $2
  StrCpy $2 0
  ${Do}
    ClearErrors
    Rename "$0" "$1"
    ${IfNot} ${Errors}
      ${ExitDo}
    ${EndIf}
    IntOp $2 $2 + 1
    ${If} $2 >= 10
      StrCpy $Failed "$0"
      ${ExitDo}
    ${EndIf}
    Sleep 500
  ${Loop}
  ClearErrors
  Pop $2
  Pop $0
  Pop $1
FunctionEnd

; Looks for an office or a package of data among the files of the program, which are removed as a whole: $Code 11 and
; a $Sentence when somebody put one there.
Function ${UN}CheckOffice
  StrCpy $Found ""
  !insertmacro EachPart "$INSTDIR" ${UN}LookForOffice
  ${If} $Found != ""
    StrCpy $Code 11
    StrCpy $Sentence "程序的文件夹里放着办公室的数据：$Found。程序文件会整个换掉或删除，请先把数据移到别处（例如“文档”）；没有改动任何东西。"
  ${EndIf}
FunctionEnd

; Called for every office.db and every .fupin below a part: $R9 is its path. One is enough.
Function ${UN}FoundOffice
  StrCpy $Found "$R9"
  Push "StopLocate"
FunctionEnd

; Puts every part that lies in ~old back into its place; what stands there is from a swap that did not end.
Function ${UN}TakeBack
  !insertmacro EachPart "${UN}" TakePartBack
  !insertmacro TakePartBack "${UN}" "uninstall.exe"
  RMDir "$INSTDIR\~old"
FunctionEnd

!macroend

; One part is carried away; after a failure the others stay.
!macro PutPartAway UN PART
  ${If} $Failed == ""
  ${AndIf} ${FileExists} "$INSTDIR\${PART}"
    Push "$INSTDIR\${PART}"
    Push "$INSTDIR\~old\${PART}"
    Call ${UN}Move
  ${EndIf}
!macroend

!macro PutPartIn UN PART
  ${If} $Failed == ""
  ${AndIf} ${FileExists} "$INSTDIR\~new\${PART}"
    Push "$INSTDIR\~new\${PART}"
    Push "$INSTDIR\${PART}"
    Call ${UN}Move
  ${EndIf}
!macroend

; A part of the new version goes back to ~new, so that what did not exist before is gone again. As long as not all of
; the old ones are away, none of the new ones is in.
!macro PullPartOut UN PART
  ${If} $Away == 1
  ${AndIf} ${FileExists} "$INSTDIR\${PART}"
    Rename "$INSTDIR\${PART}" "$INSTDIR\~new\${PART}"
  ${EndIf}
!macroend

!macro TakePartBack UN PART
  ${If} ${FileExists} "$INSTDIR\~old\${PART}"
    ${If} ${FileExists} "$INSTDIR\${PART}"
      RMDir /r "$INSTDIR\${PART}"
      Delete "$INSTDIR\${PART}"
    ${EndIf}
    Push "$INSTDIR\~old\${PART}"
    Push "$INSTDIR\${PART}"
    Call ${UN}Move
  ${EndIf}
!macroend

!macro LookForOffice FOLDER PART
  !insertmacro LookBelow "${FOLDER}\${PART}" FoundOffice
!macroend

!macro un.LookForOffice FOLDER PART
  !insertmacro LookBelow "${FOLDER}\${PART}" un.FoundOffice
!macroend

!macro LookBelow PLACE FOUND
  ${If} $Found == ""
  ${AndIf} ${FileExists} "${PLACE}\*.*"
    ${Locate} "${PLACE}" "/L=F /M=office.db" "${FOUND}"
    ${Locate} "${PLACE}" "/L=F /M=*.fupin" "${FOUND}"
    ClearErrors
  ${EndIf}
!macroend

; $Found says a name that stands in $INSTDIR already.
!macro IsTaken UN PART
  ${If} ${FileExists} "$INSTDIR\${PART}"
    StrCpy $Found "${PART}"
  ${EndIf}
!macroend

!macro RefuseBelow FOLDER SENTENCE
  StrLen $0 "${FOLDER}\"
  StrCpy $1 "$INSTDIR\" $0
  ${If} $1 == "${FOLDER}\"
    StrCpy $Sentence "${SENTENCE}"
  ${EndIf}
!macroend

!macro DeletePart FOLDER PART
  RMDir /r "${FOLDER}\${PART}"
  Delete "${FOLDER}\${PART}"
!macroend

!insertmacro Shared ""
!insertmacro Shared "un."
