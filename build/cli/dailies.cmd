@echo off
rem Dailies on the command line. Without arguments it opens the app.
setlocal
set "app=%~dp0..\..\Dailies.exe"
if "%~1"=="" (
  start "" "%app%"
  exit /b 0
)
rem A program with a window is not waited for, unless start is told to.
start "" /b /wait "%app%" --disable-gpu --log-level=3 -- command-line %*
exit /b %errorlevel%
